// SPDX-License-Identifier: GPL-3.0-or-later
import Basics
import Personnel

extension PersonnelEvent {
    /// What happened to people and recommendations, in a sentence.
    public func text(_ n: Names) -> Text {
        switch self {
        case .opened(let o):
            Text("建立登记簿：", "register opened: ") + same(o.organisation)
        case .peopleImported(let p):
            Text("导入人员 \(p.people.count) 人", "\(p.people.count) people taken in")
        case .keyEnrolled(let k):
            Text("登记 \(n(k.person)) 的签名钥匙，见证人 ", "key of \(n(k.person)) enrolled, witnessed by ")
                + n(k.witnesses)
        case .keyRevoked(let r):
            Text("注销 \(n(r.person)) 的签名钥匙：", "key of \(n(r.person)) revoked: ") + same(r.reason)
        case .lodged(let r):
            Text("登记推荐 \(r.id)：", "recommendation \(r.id) lodged: ")
                + n(r.recommenders.map(\.person))
                + Text(" 推荐 \(n(r.candidate)) 任 ", " recommend \(n(r.candidate)) for ")
                + same(r.post)
        case .withdrawn(let w):
            Text(
                "\(n(w.by)) 撤回推荐 \(w.recommendation)：",
                "\(n(w.by)) withdraws recommendation \(w.recommendation): ") + same(w.reason)
        case .frozen(let f):
            Text("会议 \(f.meeting) 冻结推荐 ", "meeting \(f.meeting) freezes recommendations ")
                + list(f.recommendations.map(\.rawValue))
        case .appointed(let a):
            Text("任命 \(n(a.candidate)) 为 ", "\(n(a.candidate)) appointed: ") + same(a.post)
        case .appointmentReturned(let r):
            r.reconsideredBy.map {
                Text(
                    "任职 \(r.appointment) 经会议 \($0) 复议，原决定不再执行",
                    "appointment \(r.appointment) reconsidered by meeting \($0): the first decision goes no further"
                )
            }
                ?? Text(
                    "任职 \(r.appointment) 因否决退回", "appointment \(r.appointment) returned by a veto")
        case .appointmentHeld(let h):
            Text(
                "会议 \(h.meeting) 复议任职 \(h.appointment)，其间不公示、不到任",
                "meeting \(h.meeting) reconsiders appointment \(h.appointment): no notice and no office meanwhile"
            )
        case .appointmentReleased(let h):
            Text(
                "会议 \(h.meeting) 没有就复议作出决定，任职 \(h.appointment) 照原决定办理",
                "meeting \(h.meeting) decided nothing on the reconsideration: appointment \(h.appointment) goes on"
            )
        case .clockRemarked(let c):
            Text(
                "时钟变动 \(c.jumpMilliseconds) 毫秒", "the clock moved by \(c.jumpMilliseconds) ms")
        case .olderFileFound(let f):
            Text(
                "打开时发现登记簿比上次关闭时旧：上次关在第 \(f.closedAt) 条",
                "the register was older at its opening than when it was closed: it had ended with entry \(f.closedAt)"
            )
        default: afterwards(n)
        }
    }

    /// The life of an appointment after the vote.
    private func afterwards(_ n: Names) -> Text {
        switch self {
        case .noticePublished(let p):
            Text("任前公示 \(p.from) 至 \(p.through)", "public notice \(p.from) to \(p.through)")
        case .objected(let o):
            Text("收到异议（", "objection by ")
                + (o.identity?.text ?? (o.by.isEmpty ? Text("未署名", "nobody named") : same(o.by)))
                + Text("）：", ": ") + same(o.words)
        case .noticeExempted(let e):
            Text("不公示（", "no public notice (") + e.ground.text + Text("）：", "): ")
                + same(e.reason) + Text("，依据 ", "; basis ") + e.basis.text
        case .objectionsSettled(let s):
            (s.upheld
                ? Text("异议成立，任职终止，依据 ", "objections upheld, the appointment ends; basis ")
                : Text("异议不成立，依据 ", "objections dismissed; basis ")) + s.basis.text
        case .talkHeld(let t):
            Text("\(t.on) ", "\(t.on) ") + t.kind.text + Text("，谈话人 ", ", by ") + same(t.by)
                + Text("，依据 ", "; basis ") + t.basis.text
        case .officeTaken(let t):
            Text("\(t.on) 任职", "took office on \(t.on)")
                + (t.trialNoticeOn.map {
                    Text("，试用期自 \($0) 任职通知起算", ", probation from the notice of \($0)")
                } ?? Text("", ""))
        case .probationEnded(let e):
            e.result.text
                + (e.extendedTo.map { Text("至 \($0)", " to \($0)") } ?? Text("", ""))
                + Text("，依据 ", "; basis ") + e.basis.text
        case .outcomeRecorded(let o):
            Text("\(o.on) ", "\(o.on) ") + o.kind.text + Text("，", ", ") + same(o.body)
                + Text("，依据 ", ", basis ") + o.basis.text
        case .reviewOpened: Text("开始倒查", "backward review opened")
        case .found(let f):
            Text("认定 \(f.id)：\(n(f.person))", "finding \(f.id): \(n(f.person))")
                + (f.capacity.map { Text("（", " (") + $0.text + Text("）", ")") } ?? Text("", ""))
                + Text(" ", ", ") + f.kind.text
                + (f.responsibility.map { Text("，", ", ") + $0.text } ?? Text("", ""))
                + Text("，", ", ") + f.grade.text + Text("（", " (") + same(f.body)
                + Text("）：", "): ") + same(f.reasons)
                + (f.part.map { Text("；所起作用：", "; their part: ") + same($0) } ?? Text("", ""))
                + (f.jointly.map { Text("；同案认定：", "; together with ") + n($0) } ?? Text("", ""))
        case .answered(let a):
            Text("对认定 \(a.finding) 的说明：", "answer to finding \(a.finding): ") + same(a.words)
        case .appealed(let a):
            Text("对认定 \(a.finding) 申诉：", "appeal against finding \(a.finding): ") + same(a.words)
        case .appealDecided(let d):
            d.result.text + Text("（", " (") + same(d.body) + Text("）：", "): ")
                + same(d.reasons)
        case .findingCorrected(let c):
            Text("认定 \(c.finding) 更正为 ", "finding \(c.finding) corrected to ") + c.kind.text
                + Text("、", ", ") + c.grade.text + Text("（", " (") + same(c.body)
                + Text("）：", "): ") + same(c.reasons)
        case .imposed(let c):
            n([c.person]) + Text("：", ": ") + c.kind.text
                + Text(" \(c.from) 至 \(c.through)", " \(c.from) to \(c.through)")
        case .powerDivided(let d):
            d.power.text + Text("自 \(d.from) 起", " from \(d.from) on")
                + (d.to.map { Text("由 \(n($0)) 分管：", " is managed by \(n($0)): ") }
                    ?? Text("没有人分管：", " is managed by nobody: ")) + same(d.reason)
        case .taskReported(let r):
            Text(
                "会议 \(r.meeting) 议题 \(r.matter) 第 \(r.task) 项交办\(r.isDone ? "办结" : "报告进展")：",
                "task \(r.task) of meeting \(r.meeting), matter \(r.matter), \(r.isDone ? "is done" : "goes on"): "
            ) + same(r.words)
        case .minutesSealed(let m):
            Text(
                "会议 \(m.meeting) 的会议记录由 \(n(m.approvedBy)) 批准并封存",
                "minutes of meeting \(m.meeting) approved by \(n(m.approvedBy)) and sealed")
        default: Text("", "")
        }
    }

    private func same(_ text: String) -> Text { Text(same: text) }
}

extension Document {
    /// Title, date and the beginning of the hash.
    public var text: Text {
        let rest =
            [date?.description, sha256.map { "SHA-256 \($0.prefix(12))…" }].compactMap(\.self)
            .joined(separator: " ")
        return Text("《\(title)》\(rest)", "“\(title)”\(rest.isEmpty ? "" : " ")\(rest)")
    }
}

extension AppointmentTalk.Kind {
    public var text: Text {
        switch self {
        case .office: Text("任职谈话", "talk on taking office")
        case .integrity: Text("廉政谈话", "talk on integrity")
        }
    }
}

extension Objection.Identity {
    public var text: Text {
        switch self {
        case .anonymous: Text("匿名", "somebody anonymous")
        case .confidential: Text("署名，保密", "somebody whose name is confidential")
        }
    }
}

extension NoticeExemption.Ground {
    public var text: Text {
        switch self {
        case .specialPost: Text("特殊岗位", "special post")
        case .publishedBefore: Text("换届考察时已公示", "published before an election")
        case .other: Text("其他", "other")
        }
    }
}

extension ProbationEnd.Result {
    public var text: Text {
        switch self {
        case .confirmed: Text("试用合格，正式任职", "probation passed, confirmed")
        case .extended: Text("试用期延长", "probation extended")
        case .removed: Text("试用不合格，终止", "probation failed, ended")
        }
    }
}

extension PersonnelCommand.Kind {
    /// What is done, as a person would ask for it.
    public var text: Text {
        switch self {
        case .open: Text("建立登记簿", "open the register")
        case .importPeople: Text("导入人员", "take people in")
        case .enrolKey: Text("登记签名钥匙", "enrol a key")
        case .revokeKey: Text("注销签名钥匙", "revoke the key")
        case .lodge: Text("登记推荐", "lodge a recommendation")
        case .withdraw: Text("撤回推荐", "withdraw the recommendation")
        case .freeze: Text("冻结推荐", "freeze recommendations")
        case .appoint: Text("任命", "appoint")
        case .returnAppointment: Text("退回任职", "return the appointment")
        case .publishNotice: Text("发布任前公示", "publish the notice")
        case .exemptNotice: Text("登记不公示", "record that no notice is due")
        case .object: Text("登记公示异议", "record an objection")
        case .settleObjections: Text("处理异议", "settle the objections")
        case .recordTalk: Text("登记任职谈话", "record a talk")
        case .takeOffice: Text("登记到任", "record taking office")
        case .endProbation: Text("试用期考核", "end the probation")
        case .recordOutcome: Text("登记任后结果", "record an outcome")
        case .find: Text("登记责任认定", "record a finding")
        case .answer: Text("登记本人说明", "record the answer")
        case .appeal: Text("登记申诉", "record an appeal")
        case .decideAppeal: Text("登记申诉决定", "record the appeal's decision")
        case .correctFinding: Text("更正认定", "correct the finding")
        case .impose: Text("登记影响期", "impose a consequence")
        case .sealMinutes: Text("封存会议记录", "seal the minutes")
        case .report: Text("登记报告", "record a report")
        case .dividePower: Text("调整分工", "divide powers anew")
        case .remarkClock: Text("记录系统时间异常", "remark on the clock")
        case .recordOlderFile: Text("登记打开了旧文件", "record that an older file was opened")
        case .holdAppointment: Text("复议期间暂停任职办理", "hold the appointment")
        case .releaseAppointment: Text("恢复任职办理", "release the appointment")
        }
    }
}
