// SPDX-License-Identifier: GPL-3.0-or-later
import Basics
import Meeting
import Personnel

// Every reason in both languages: what the rule says here, who or what is missing, what to do.

extension MeetingRefusal {
    func sentence(_ n: Names) -> Sentence {
        switch self {
        case .unknownMember(let id):
            return Sentence(
                "应到会名单里没有 \(n(id))", "\(n(id)) isn't on the roll",
                next: "请从名单中选人", "choose somebody from the roll", who: [id])
        case .unknownMatter(let id):
            return Sentence(
                "议程里没有\(n(id).zh)", "the agenda has no \(n(id).en)",
                next: "请从议程中选择议题", "choose a matter of the agenda")
        case .notInTheRoom(let id):
            return Sentence(
                "\(n(id)) 既不是成员也不是列席人员", "\(n(id)) is neither a member nor an attendee",
                next: "由在场成员或列席人员提出", "a member or attendee in the room can raise it",
                [.raisePoint], who: [id])
        case .matterRequired:
            return Sentence(
                "须指明是哪个议题", "say which matter it is about",
                next: "请选择议题", "choose the matter", [.raisePoint])
        case .missingText(let place):
            return Sentence(
                "“\(place.text.zh)”不能为空", "the \(place.text.en) is missing",
                next: "请填写后再试", "fill it in and try again")
        case .malformedID(let id):
            return Sentence(
                "编号“\(id)”不合格式", "the id “\(id)” isn't well formed",
                next: "编号用 1 至 40 个字母、数字、-、_ 或 .", "use 1 to 40 letters, digits, - _ or .")
        case .malformedDocument(let title):
            return Sentence(
                "文件“\(title)”缺标题或校验值不是 SHA-256",
                "the document “\(title)” lacks a title, or its hash isn't a SHA-256",
                next: "请写明标题和 64 位校验值", "give its title and 64 hexadecimal digits")
        case .dateInFuture(let day):
            return Sentence(
                "日期 \(day) 在今天之后", "the date \(day) is after today",
                next: "请核对日期", "check the date")
        case .register(let refusal): return refusal.sentence(n)
        case .rollChanged:
            return Sentence(
                "会议拟定之后名单有变（成员、主要负责人或分管）",
                "the roster changed after the meeting was planned (members, chiefs or who is in charge)",
                next: "请用 lastword meeting plan 重新拟定后再开会",
                "set the plan again with lastword meeting plan, then convene", [.plan])
        case .notPlanned:
            return Sentence(
                "会议还没有拟定", "the meeting isn't planned yet",
                next: "请先拟定会议", "plan the meeting first", [.plan])
        case .wrongPhase(let phase, let needed):
            let when = list(needed.map(\.text))
            return Sentence(
                "会议现在是“\(phase.text.zh)”，此事须在“\(when.zh)”时办理",
                "the meeting is \(phase.text.en); this belongs to: \(when.en)",
                next: "\(phase.nextText.zh)", "\(phase.nextText.en)", phase.nextCommands)
        case .agendaFrozen:
            return Sentence(
                "议程已在开会时冻结，不接受临时动议",
                "the agenda froze when the meeting convened; no ad-hoc motion is taken",
                next: "列入下一次会议的议程", "put it on the next meeting's agenda")
        case .ballotIsOpen:
            return Sentence(
                "票决正在进行", "a ballot is open",
                next: "先完成或作废本次票决", "finish or void it first",
                [.enterCount, .declare, .voidBallot])
        case .noBallotOpen:
            return Sentence(
                "没有正在进行的票决", "no ballot is open",
                next: "先开始票决", "open the ballot first", [.openBallot])
        case .notPresiding(let by, let presiding):
            return Sentence(
                "这由主持人 \(n(presiding)) 办理，不是 \(n(by))",
                "this is for \(n(presiding)), who presides, not \(n(by))",
                next: "请主持人办理，或先改由他人主持", "ask them, or change who presides",
                [.preside], who: [presiding])
        case .presidingAbsent(let id):
            return Sentence(
                "主持人 \(n(id)) 不在场", "\(n(id)), who presides, isn't present",
                next: "登记其到会，或改由他人主持", "record the arrival, or change who presides",
                [.arrive, .preside], who: [id])
        case .presidingRecused(let id):
            return Sentence(
                "主持人 \(n(id)) 在此议题上回避", "\(n(id)), who presides, is recused here",
                next: "此议题改由他人主持", "let somebody else preside for this matter",
                [.preside], who: [id])
        case .rollSize(let count):
            return Sentence(
                "应到会 \(count) 人，须为 1 至 500 人", "\(count) on the roll; 1 to 500 are possible",
                next: "请核对名单", "check the roll", [.plan])
        case .duplicateMember(let id):
            return Sentence(
                "\(n(id)) 在名单中出现两次", "\(n(id)) is on the lists twice",
                next: "每人只列一次", "list everybody once", [.plan], who: [id])
        case .indistinguishable(let a, let b):
            return Sentence(
                "\(n(a)) 有同名者（\(a)、\(b)），无法区分",
                "two people are named \(n(a)) (\(a), \(b)) and can't be told apart",
                next: "给两人各加区分（单位或编号）", "add a distinguisher (unit, number) to both",
                [.plan], who: [a, b])
        case .duplicateRank(let rank):
            return Sentence(
                "排序 \(rank) 出现两次", "rank \(rank) is given twice",
                next: "每人一个排序", "give each member a rank", [.plan])
        case .chiefCount(let count):
            return Sentence(
                "主要负责人有 \(count) 人，须为 1 或 2 人", "\(count) chiefs; there must be one or two",
                next: "请核对名单中的主要负责人", "check the roll for who is chief", [.plan])
        case .twoChiefsOfOneKind:
            return Sentence(
                "两位主要负责人须一位党委（党组）、一位行政",
                "of two chiefs one is party head, the other administrative head",
                next: "请核对名单", "check the roll", [.plan])
        case .secretaryIsChief(let id):
            return Sentence(
                "主要负责人 \(n(id)) 不能兼任记录人", "\(n(id)) is a chief and can't be secretary",
                next: "另定记录人", "name another secretary", [.plan], who: [id])
        case .alreadyPresent(let id):
            return Sentence(
                "\(n(id)) 已登记到会", "\(n(id)) is already present",
                next: "无须重复登记", "nothing to record", who: [id])
        case .alreadyAbsent(let id):
            return Sentence(
                "\(n(id)) 本来就不在场", "\(n(id)) isn't present anyway",
                next: "可登记缺席原因", "a reason of absence can be recorded", [.excuse], who: [id])
        case .absent(let id):
            return Sentence(
                "\(n(id)) 不在场", "\(n(id)) isn't present",
                next: "如已到会，先登记到会", "record the arrival first if they are here",
                [.arrive], who: [id])
        case .present(let id):
            return Sentence(
                "\(n(id)) 在场，无须代办", "\(n(id)) is present",
                next: "由本人当场发表意见", "they speak for themselves", [.stateView], who: [id])
        case .rollFrozenByBallot:
            return Sentence(
                "票决进行中，到会人数不得变动", "the roll doesn't change while a ballot is open",
                next: "等本次票决结束再登记", "record it when the ballot is over",
                [.enterCount, .declare])
        case .alreadyRecused(let id):
            return Sentence(
                "\(n(id)) 已登记回避", "\(n(id)) is already recused",
                next: "无须重复登记", "nothing to record", who: [id])
        case .recused(let id):
            return Sentence(
                "\(n(id)) 在此议题上回避，不参加", "\(n(id)) is recused and takes no part here",
                next: "由其他成员办理", "somebody else has to do it", who: [id])
        case .recusalTooLate(let id, let status):
            return Sentence(
                "\(n(id).zh)已是“\(status.text.zh)”，不能再登记回避",
                "\(n(id).en) is \(status.text.en); too late for a recusal",
                next: "票决未宣布的，可作废后处理", "an undeclared ballot can be voided first",
                [.voidBallot])
        case .recusalEmptiesMatter(let id, let present, let needed):
            return Sentence(
                "回避后\(n(id).zh)只剩 \(present) 人参加，法定人数为 \(needed) 人",
                "recusals leave \(present) for \(n(id).en); the quorum is \(needed)",
                next: "待更多成员到会，或暂缓、撤回此议题", "await more members, or withdraw the matter",
                [.arrive, .withdraw])
        case .recusalBlocksMajority(let id, let voters, let needed):
            return Sentence(
                "\(n(id).zh)只有 \(voters) 人可投票，通过需 \(needed) 票，全票也不能通过",
                "\(n(id).en) has \(voters) voters and needs \(needed): it can't pass at all",
                next: "待更多成员到会，或暂缓、撤回此议题", "await more members, or defer or withdraw it",
                [.arrive, .defer, .withdraw])
        case .concernedStaysOut(let id):
            return Sentence(
                "\(n(id)) 是当事人，必须回避", "\(n(id)) is the person concerned and must stay out",
                next: "登记其回避", "record the recusal", [.recuse], who: [id])
        case .recusalAfterView(let id):
            return Sentence(
                "\(n(id)) 已表态，不能事后改为回避",
                "\(n(id)) has stated a view and can't be taken out afterwards",
                next: "确有回避事由的，提议暂缓该议题", "if there is a ground, move to defer the matter", [.defer],
                who: [id])
        case .noQuorum(let present, let needed):
            return Sentence(
                "实到 \(present) 人，法定人数 \(needed) 人，还缺 \(needed - present) 人",
                "\(present) present, quorum \(needed): \(needed - present) missing",
                next: "登记到会，或休会", "record arrivals, or adjourn", [.arrive, .adjourn])
        case .noQuorumForMatter(let id, let present, let needed):
            return Sentence(
                "\(n(id).zh)除回避外只有 \(present) 人在场，法定人数 \(needed) 人",
                "\(present) take part in \(n(id).en), its quorum is \(needed)",
                next: "登记到会，或暂缓此议题", "record arrivals, or defer", [.arrive, .defer])
        case .recusalsNotAsked(let id):
            return Sentence(
                "\(n(id).zh)还没有询问有无需要回避的情形",
                "nobody was asked who has to withdraw from \(n(id).en)",
                next: "由主持人询问并登记", "who presides asks, and it goes on record", [.askRecusals])
        case .declaredAndStays(let id, let people):
            return Sentence(
                "\(n(people).zh)提出需要回避\(n(id).zh)，还没有登记回避",
                "\(n(people).en) declared a ground to withdraw from \(n(id).en), and no recusal is on record",
                next: "登记回避；经核实不需要回避的，重新询问并登记",
                "record the recusal; if it turns out that there is no ground, ask again and record that",
                [.recuse, .askRecusals], who: people)
        case .recusalsAskedAlready(let id):
            return Sentence(
                "\(n(id).zh)已经询问过回避情形", "it was asked already who has to withdraw from \(n(id).en)",
                next: "有人回避的，登记回避", "record the recusal of whoever has to", [.recuse])
        case .repeatedDeclaration(let id):
            return Sentence(
                "\(n(id).zh)：同一人写了两次", "\(n(id).en): somebody is named twice",
                next: "每人只写一次", "name each once", [.askRecusals])
        default: return matterSentence(n)
        }
    }
}

extension MeetingRefusal.TextPlace {
    var text: Text {
        switch self {
        case .title: Text("标题", "title")
        case .place: Text("地点", "place")
        case .organisation: Text("单位", "organisation")
        case .name: Text("姓名", "name")
        case .reason: Text("理由", "reason")
        case .words: Text("内容", "words")
        }
    }
}

extension MeetingState.Phase {
    fileprivate var nextText: Text {
        switch self {
        case .empty: Text("先拟定会议", "plan the meeting")
        case .planned: Text("先宣布开会", "convene first")
        case .inSession: Text("按议程进行", "go on with the agenda")
        case .suspended: Text("先点名复会", "take the roll and re-convene")
        case .closed, .cancelled: Text("另开会议", "hold another meeting")
        }
    }

    fileprivate var nextCommands: [MeetingCommand.Kind] {
        switch self {
        case .empty: [.plan]
        case .planned: [.convene]
        case .inSession: []
        case .suspended: [.arrive, .reconvene]
        case .closed, .cancelled: []
        }
    }
}
