// SPDX-License-Identifier: GPL-3.0-or-later
import Basics
import Meeting
import Personnel

extension MeetingEvent {
    /// Why the rules allowed it just then: the rule and the figures that it hung on.
    ///
    /// - Parameter before: the meeting as it stood.
    public func reason(_ before: MeetingState, _ n: Names) -> Text {
        switch self {
        case .planned:
            return Text("Q3 · 开会前可以拟定和修改", "Q3 · a plan may be set until the meeting convenes")
        case .convened, .reconvened: return quorum(before)
        case .introduced(let i): return introduction(i, before, n)
        case .questionAsked:
            return Text("L9 · 表态以前可以质询", "L9 · questions are asked before views are stated")
        case .questionAnswered:
            return Text("L9 · 提问人认可以后表态", "L9 · views follow once the asker is content")
        case .viewStated(let v): return view(v, before, n)
        case .recused:
            return Text("Q2 · 与本人或亲属有关的议题须回避", "Q2 · who is concerned, or related, stays out")
        case .prerequisiteRecorded:
            return Text(
                "M2 · 汇报以前须有的材料", "M2 · a paper that has to be there before the introduction")
        case .tellersAppointed:
            return Text("P4 · 至少两人，不是主要负责人，不回避", "P4 · two at least, no chief, nobody recused")
        case .ballotOpened(let o): return opening(o, before, n)
        case .othersSealed:
            return Text("L7 · 其他人先投，主要负责人后表态", "L7 · the others cast before the chief speaks")
        case .boxClosed(let c):
            return Text(
                "B10 · 票箱由监票人关闭，不再投票：发出 \(c.issued)，收回 \(c.returned)",
                "B10 · closed by a teller, nobody casts any more: issued \(c.issued), returned \(c.returned)"
            )
        case .boxCounted:
            return Text(
                "B10 · 全体监票人都输入了密码，只解总数", "B10 · every teller gave a PIN; only the sum is opened")
        case .countEntered(let s):
            let first = before.ballot?.signedBy.isEmpty != false
            return first
                ? Text("B10 · 监票人各自计票", "B10 · each teller counts")
                : Text(
                    "B10 · 与另一监票人所计相同：收回 \(s.returned)",
                    "B10 · the same as the other teller's: returned \(s.returned)")
        case .resultDeclared(let d): return result(d, before, n)
        case .vetoed(let veto):
            return Text("V1 · 否决期内，有书面理由", "V1 · within the window, with written reasons")
                + (veto.standing.map { Text("；V2 · ", "; V2 · ") + $0 } ?? Text("", ""))
        case .concluded:
            return Text("M5 · 此类事项不票决，形成结论", "M5 · such a matter isn't voted on: a conclusion")
        case .taskAssigned:
            return Text("D1 · 已作出决定的事项可以交办", "D1 · what is decided may be assigned")
        case .sentBack(let back):
            return Text("V3 · 汇报之前，有书面理由", "V3 · before its introduction, with written reasons")
                + (back.goesUp == true
                    ? Text("；再次退回，须上报", "; sent back again: it goes up") : Text("", ""))
        case .recusalsAsked:
            return Text("Q2 · 汇报之前逐项询问", "Q2 · asked before the matter is introduced")
        case .votesTaken(let v):
            return Text(
                "B1 · 规程允许公开表决：有表决权 \(before.ballot?.electorate ?? 0) 人，表决 \(v.figures.valid) 人",
                "B1 · the profile allows a vote in the open: \(before.ballot?.electorate ?? 0) may vote, \(v.figures.valid) did"
            )
        case .ballotVoided(let v):
            return Text("B6 · 列明的作废原因：", "B6 · a cause that the rules name: ") + v.cause.text
        case .deferred(let d):
            switch d.ground {
            case .views:
                return Text("B5 · 多数意见为缓议", "B5 · more than half of the views were to defer")
            case .motion:
                return Text(
                    "B5 · \(d.inFavour ?? 0) 人赞成，超过到会 \(before.present) 人的半数",
                    "B5 · the motion had \(d.inFavour ?? 0) of \(before.present) present")
            case .divided, .unclear: return Text("B5 · ", "B5 · ") + d.ground.text
            }
        case .discussionReopened(let m):
            return Text(
                "L4 · \(m.inFavour) 人赞成，超过到会 \(before.present) 人的半数；主要负责人须重新最后表态",
                "L4 · the motion had \(m.inFavour) of \(before.present) present; the chief has to speak last again"
            )
        case .pointRaised:
            return Text("L5 · 任何人都可要求记录", "L5 · anybody in the room may have it recorded")
        case .opinionRead: return Text("B8 · 宣读，不计票", "B8 · read out, counted nowhere")
        case .corrected:
            return Text(
                "误记可以更正，原记录保留；票不能", "a slip may be corrected, the entry stays; a ballot never")
        case .closed: return Text("没有进行中的议题和票决", "no matter and no ballot in hand")
        default: return Text("登记事实", "a fact put on record")
        }
    }

    private func quorum(_ s: MeetingState) -> Text {
        let share = s.charter.map { "\($0.profile.quorum)" } ?? ""
        return Text(
            "Q1 · 法定人数 = 应到 \(s.entitled) × \(share) 进整 = \(s.quorum)，实到 \(s.present)",
            "Q1 · quorum = \(share) of \(s.entitled) entitled, rounded up = \(s.quorum); \(s.present) present"
        )
    }

    private func introduction(_ i: Introduction, _ s: MeetingState, _ n: Names) -> Text {
        guard let charter = s.charter, let m = charter.matter(i.matter) else { return Text("", "") }
        let papers = s.matters[m].prerequisites.count
        let signed = s.matters[m].recommendations.count
        let isDeputy = charter.deputies[m].map { charter.id($0) == i.by } ?? false
        return Text(
            "M2、M3 · 材料 \(papers) 件、实名推荐 \(signed) 份在案，由\(isDeputy ? "分管副职" : "指定的人") \(n(i.by)) 汇报；到会 \(s.present)，法定人数 \(s.quorum)",
            "M2, M3 · \(papers) papers and \(signed) signed recommendations on record, brought by \(n(i.by)), \(isDeputy ? "the deputy in charge" : "named to do so"); \(s.present) present, quorum \(s.quorum)"
        )
    }

    private func view(_ v: StatedView, _ s: MeetingState, _ n: Names) -> Text {
        guard let charter = s.charter, let m = charter.matter(v.matter),
            let seat = charter.seat(v.member)
        else { return Text("", "") }
        guard charter.chiefPosition[seat] != nil else {
            let left = s.awaited(on: m).filter { charter.chiefPosition[$0] == nil }.count
            return Text(
                "L1 · 主要负责人尚未表态，成员可以表态（包括本人还有 \(left) 人）",
                "L1 · no chief has spoken yet, members may (\(left) to go, this one included)")
        }
        let others = s.isPresent.indices.filter {
            s.takesPart($0, in: m) && charter.chiefPosition[$0] == nil
        }
        let before = charter.chiefs.prefix(charter.chiefPosition[seat] ?? 0).filter {
            s.takesPart($0, in: m)
        }
        let chiefs =
            before.isEmpty
            ? Text("", "")
            : Text("，排在前面的 ", ", and ") + n(before.map(charter.id)) + Text(" 也已表态", " before")
        let silent = others.count { s.matters[m].views[$0]?.stance == .noView }
        let all =
            silent == 0
            ? Text(
                "L1 · 末位表态：其余 \(others.count) 名成员均已表态",
                "L1 · last: the other \(others.count) members have all stated a view")
            : Text(
                "L1 · 末位表态：其余 \(others.count) 名成员均已表态或者表示不发表意见（\(silent) 名）",
                "L1 · last: the other \(others.count) members have all spoken, or said that they don't (\(silent))"
            )
        return all + chiefs
    }

    private func opening(_ o: BallotOpening, _ s: MeetingState, _ n: Names) -> Text {
        guard let charter = s.charter, let m = o.matters.first.flatMap(charter.matter) else {
            return Text("", "")
        }
        let over =
            charter.asksEverybody(about: m)
            ? Text("表态完毕", "views complete") : Text("审议完毕", "deliberation over")
        return Text("B1 · ", "B1 · ") + over
            + Text(
                "，法定人数 \(s.quorum(for: m))，有权投票 \(s.voters(on: m))",
                ", quorum \(s.quorum(for: m)), \(s.voters(on: m)) may vote"
            )
            + (o.mode.isNamed
                ? Text("", "") : Text("，监票人 ", ", tellers ") + n(s.tellers.map(charter.id)))
    }

    private func result(_ d: DeclaredResult, _ s: MeetingState, _ n: Names) -> Text {
        guard let charter = s.charter else { return Text("", "") }
        let parts = d.results.map { r -> Text in
            guard let m = charter.matter(r.matter), let votes = r.votes, let needed = r.needed,
                let passing = charter.kinds[m].passing
            else { return n(r.matter) + Text("：", ": ") + r.outcome.text }
            let base: Text =
                switch passing.of {
                case .entitled: Text("应到 \(s.entitled(for: m))", "\(s.entitled(for: m)) entitled")
                case .present:
                    Text("到会 \(s.ballot?.electorate ?? 0)", "\(s.ballot?.electorate ?? 0) present")
                case .valid:
                    Text("有效票", "the valid")
                }
            return n(r.matter)
                + Text(
                    "：须\(passing.strictly ? "超过" : "达到")",
                    ": \(passing.strictly ? "more than" : "at least") \(passing.share) of ")
                + base
                + Text(
                    " × \(passing.share)，需 \(needed)，得 \(votes)，",
                    ", needed \(needed), got \(votes), ") + r.outcome.text
        }
        return Text("B2 · ", "B2 · ") + .joined(parts, by: Text("；", "; "))
    }
}

extension Text {
    /// Without the number of the rule that it begins with.
    public var withoutRule: Text {
        func rest(_ text: String) -> String {
            guard let end = text.firstRange(of: " · "),
                text[..<end.lowerBound].allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber) })
            else { return text }
            return String(text[end.upperBound...])
        }
        return Text("\(rest(zh))", "\(rest(en))")
    }
}
