// SPDX-License-Identifier: GPL-3.0-or-later
import Basics
import Meeting
import Personnel
import Wording

// What each act of a meeting asks for.

extension RoomSnapshot {
    /// The form of an act, from its example.
    func form(of example: MeetingCommand) -> CommandForm<MeetingCommand> {
        switch example {
        case .leave(let a): CommandForm(a, [.reason(\.reason)], MeetingCommand.leave)
        case .excuse(let a): CommandForm(a, [.reason(\.reason)], MeetingCommand.excuse)
        case .preside(let a): CommandForm(a, [.reason(\.reason)], MeetingCommand.preside)
        case .cancel(let a): CommandForm(a, [.reason(\.reason)], MeetingCommand.cancel)
        case .nameIntroducer(let a):
            CommandForm(a, [.reason(\.reason)], MeetingCommand.nameIntroducer)
        case .correct(let a): CommandForm(a, [.reason(\.reason)], MeetingCommand.correct)
        case .withdraw(let a): CommandForm(a, questions(a), MeetingCommand.withdraw)
        case .recuse(let a):
            CommandForm(
                a,
                [
                    .choice(
                        \.ground, Text("事由", "Ground"), of: Recusal.Ground.allCases, named: \.text),
                    .reason(\.reason),
                ], MeetingCommand.recuse)
        case .appointTellers(let a):
            CommandForm(
                a,
                [
                    .picks(
                        \.members, Text("监票人", "Tellers"), of: possibleTellers, least: 2,
                        picked: tellers, named: name),
                    .picks(
                        \.helpers, Text("计票人（可不定）", "Counters (optional)"), of: possibleCounters,
                        least: 0, picked: state.counters, named: name),
                ], MeetingCommand.appointTellers)
        case .callQuorum(let a):
            CommandForm(
                a,
                [
                    .choice(
                        \.member, Text("要求清点的人", "Called by"), of: peopleHere,
                        first: peopleHere.first, named: name)
                ], MeetingCommand.callQuorum)
        case .stateView(let a):
            charter?.lines(ofList: a.matter) == nil
                ? CommandForm(a, questions(a), MeetingCommand.stateView) : listViewForm(a)
        case .raisePoint(let a): CommandForm(a, questions(a), MeetingCommand.raisePoint)
        case .askQuestion(let a):
            CommandForm(a, [.words(\.words, Text("问题", "Question"))], MeetingCommand.askQuestion)
        case .answerQuestion(let a):
            CommandForm(
                a,
                [
                    .choice(
                        \.by, Text("答复人", "Answered by"), of: peopleHere, first: a.by, named: name),
                    .words(\.words, Text("答复", "Answer")),
                    .choice(
                        \.isContent, Text("提问人", "The asker"), of: [true, false], first: true
                    ) {
                        $0 ? Text("认可", "is content") : Text("不认可，继续质询", "isn't content yet")
                    },
                ], MeetingCommand.answerQuestion)
        case .readOpinion(let a):
            CommandForm(a, [.words(\.words, Text("书面意见", "Opinion"))], MeetingCommand.readOpinion)
        case .reopen(let a):
            CommandForm(
                a, [.number(\.inFavour, inFavour, 0...999), .reason(\.reason)],
                MeetingCommand.reopen)
        case .defer(let a): deferralForm(a)
        case .askRecusals(let a): inquiryForm(a)
        case .conclude(let a):
            CommandForm(a, [.words(\.words, Text("结论", "Conclusion"))], MeetingCommand.conclude)
        case .assign(let a):
            CommandForm(
                a,
                [
                    .words(\.what, Text("办理事项", "What is to be done")),
                    .choice(
                        \.by, Text("承办人", "By whom"), of: charter?.everybody ?? [], first: a.by,
                        named: name),
                    .day(\.due, Text("报告期限", "Report by"), now.day.advanced(by: 30)),
                ], MeetingCommand.assign)
        case .sendBack(let a):
            CommandForm(
                a,
                [
                    .words(\.reasons, Text("理由", "Reasons")),
                    .words(\.document.title, Text("书面意见的名称", "Title of the signed paper")),
                ], MeetingCommand.sendBack)
        case .sealOthers(let a):
            CommandForm(
                a,
                state.ballot?.mode == .paper
                    ? [.number(\.papers, Text("已投张数", "Papers in the box"), 0...999)] : [],
                MeetingCommand.sealOthers)
        case .enterCount(let a): countForm(a)
        case .takeVotes(let a): votesForm(a)
        case .voidBallot(let a): CommandForm(a, questions(a), MeetingCommand.voidBallot)
        case .veto(let a):
            CommandForm(
                a,
                [
                    .words(\.reasons, Text("理由", "Reasons")),
                    .words(\.document.title, Text("书面否决的名称", "Title of the signed paper")),
                ], MeetingCommand.veto)
        case .adjourn(let a):
            CommandForm(
                a,
                [
                    .time(
                        \.until, Text("复会时间", "Until"), "\(now.day.advanced(by: 1)) 09:00",
                        offset: now.offsetMinutes), .reason(\.reason),
                ], MeetingCommand.adjourn)
        case .deliver(let a):
            CommandForm(
                a, [.delivered(\.what), .day(\.on, Text("送达日期", "Reached on"), now.day)],
                MeetingCommand.deliver)
        case .recordPrerequisite(let a):
            CommandForm(PaperBrought(a, wanted(a)), paperQuestions(a)) { brought in
                .recordPrerequisite(brought.filled)
            }
        case .introduce(let a): presentingForm(a)
        case .plan, .attach, .detach, .arrive, .convene, .openBallot, .closeBox,
            .countBox, .declare, .reconvene, .close, .remarkClock:
            CommandForm(example)
        }
    }

    /// A deferral while its task is named.
    private struct PutOff {
        var deferral: Deferral
        var what = ""
        var by: PersonID
        var due: Day
    }

    private func deferralForm(_ deferral: Deferral) -> CommandForm<MeetingCommand> {
        let people = charter?.everybody ?? []
        let first = deferral.task?.by ?? people.first ?? deferral.by
        let empty = PutOff(deferral: deferral, by: first, due: now.day)
        var questions: Questions<PutOff> = [.reason(\.deferral.reason)]
        if deferral.ground == .motion {
            questions =
                [.number(\.deferral.inFavour, inFavour, 0...999)] + questions
        }
        if deferral.ground == .unclear {
            questions =
                questions + [
                    .words(\.what, Text("须查清的问题", "What has to be cleared up")),
                    .choice(
                        \.by, Text("承办人", "By whom"), of: people, first: first, named: name),
                    .day(\.due, Text("期限", "By which day"), now.day.advanced(by: 7)),
                ]
        }
        return CommandForm(empty, questions) { put in
            var deferral = put.deferral
            if deferral.ground != .motion { deferral.inFavour = nil }
            deferral.task =
                deferral.ground == .unclear
                ? Deferral.Task(what: put.what, by: put.by, due: put.due) : nil
            return .defer(deferral)
        }
    }

    private var inFavour: Text { Text("赞成人数", "In favour") }

    private func questions(_ withdrawal: MatterWithdrawal) -> Questions<MatterWithdrawal> {
        let who = withdrawers(withdrawal.matter)
        return [
            .choice(\.by, Text("提出撤回的人", "Withdrawn by"), of: who, first: who.first, named: name),
            .reason(\.reason),
        ]
    }

    /// Nobody's view is put down by pressing Enter on.
    private func questions(_ view: StatedView) -> Questions<StatedView> {
        var questions: Questions<StatedView> = [
            .choice(\.stance, Text("表态", "View"), of: stances, named: \.text)
        ]
        if let charter, let m = charter.matter(view.matter), charter.kinds[m].form == .contested {
            let contenders = state.matters[m].contenders
            let posts = state.posts(of: m) ?? 1
            let whom: Question<StatedView> =
                posts > 1
                ? .picks(
                    \.named, Text("同意的人选，最多 \(posts) 人", "Candidates (if for), up to \(posts)"),
                    of: contenders, least: 1, picked: [], named: name)
                : .choice(
                    \.candidate, Text("同意的人选", "Candidate (if for)"), of: contenders,
                    first: contenders.count > 1 ? nil : contenders.first, named: name)
            questions.append(whom.when(\.stance, is: [.for]))
        }
        questions.append(.words(\.words, wordsLabel, optional: true))
        return questions
    }

    private func questions(_ point: PointOfOrder) -> Questions<PointOfOrder> {
        [
            .choice(
                \.kind, Text("事项", "About"), of: [.chiefSignalled, .other], first: .chiefSignalled
            ) {
                $0 == .chiefSignalled
                    ? Text("主要负责人提前示意", "a chief signalled early") : Text("其他", "something else")
            },
            .choice(
                \.by, Text("提出人", "Raised by"), of: peopleHere, first: peopleHere.first, named: name
            ),
            .words(\.words, Text("内容", "Words")),
        ]
    }

    private func questions(_ voiding: BallotVoiding) -> Questions<BallotVoiding> {
        let who = voiders(voiding)
        guard who.count > 1 else { return [.reason(\.reason)] }
        return [
            .choice(\.by, Text("宣布作废的人", "Declared by"), of: who, first: who.first, named: name),
            .reason(\.reason),
        ]
    }

    /// The second teller sees what the first counted only by counting again.
    private func countForm(_ sheet: CountSheet) -> CommandForm<MeetingCommand> {
        guard let ballot = state.ballot, let charter else { return CommandForm(.enterCount(sheet)) }
        var empty = sheet
        empty.figures = ballot.matters.map { m in
            MatterFigures(
                matter: charter.plan.matters[m].id, valid: 0, invalid: 0,
                choices: Array(repeating: 0, count: state.choices(of: m)))
        }
        var questions: Questions<CountSheet> = [
            .number(\.issued, Text("发出", "Issued"), 0...9999, ballot.electorate),
            .number(\.returned, Text("收回", "Returned"), 0...9999),
        ]
        let takesMarks = Set(
            ballot.matters.indices.filter { state.posts(of: ballot.matters[$0]) != nil })
        for (i, m) in ballot.matters.enumerated() {
            if takesMarks.contains(i) {
                questions.append(
                    .number(
                        \.figures[i].valid,
                        Text("议题 \(number(of: m)) 有效票", "matter \(number(of: m)) valid papers"),
                        0...9999))
            }
            for (j, choice) in state.choiceTexts(of: m).enumerated() {
                questions.append(
                    .number(
                        \.figures[i].choices[j],
                        Text("议题 \(number(of: m)) ", "matter \(number(of: m)) ") + choice, 0...9999
                    ))
            }
        }
        return CommandForm(empty, questions) { counted in
            var counted = counted
            for i in counted.figures.indices {
                // A paper that takes several marks isn't counted by them.
                if !takesMarks.contains(i) {
                    counted.figures[i].valid = counted.figures[i].choices.reduce(0, +)
                }
                counted.figures[i].invalid = counted.returned - counted.figures[i].valid
            }
            return .enterCount(counted)
        }
    }

    /// Which views have to be given reasons for, in the name of the field itself.
    var wordsLabel: Text {
        let bound = (charter?.profile.wordsRequired ?? []).map(\.text)
        guard !bound.isEmpty else { return Text("附言", "Words") }
        return Text("附言（", "Words (due: ") + list(bound)
            + Text("须写明理由）", ")")
    }
}

extension Question {
    /// Which papers reached somebody.
    static func delivered(_ place: WritableKeyPath<Value, Delivery.What>) -> Question {
        .choice(
            place, Text("材料", "What"), of: Delivery.What.all, first: Delivery.What.all.first,
            named: \.text)
    }
}

// MARK: Who may be chosen

extension RoomSnapshot {
    func name(_ id: PersonID) -> Text { Text(same: names(id)) }

    /// Everybody in the room: members who are here, and attendees.
    var peopleHere: [PersonID] {
        guard let charter else { return [] }
        return charter.plan.roll.enumerated().filter { state.isPresent[$0.offset] }
            .map(\.element.id)
            + charter.plan.attendees.map(\.id).filter { state.attendance[$0]?.isHere != false }
    }

    private var tellers: [PersonID] { state.tellers.compactMap { charter?.id($0) } }

    /// Those who may be tellers, as far as can be told before asking.
    private var possibleTellers: [PersonID] {
        guard let charter else { return [] }
        return seatsByRank.filter {
            !charter.isChief($0) && (state.phase == .planned || state.isPresent[$0])
        }.map(charter.id)
    }

    /// Who may count with the tellers: members who are no chief, and attendees.
    private var possibleCounters: [PersonID] {
        possibleTellers + (charter?.plan.attendees ?? []).map(\.id)
    }

    /// Who may take a matter off the agenda: whoever brings it, or the chair before it is introduced.
    private func withdrawers(_ id: MatterID) -> [PersonID] {
        guard let charter, let m = charter.matter(id) else { return [] }
        var seats = [state.matters[m].namedIntroducer, charter.deputies[m]].compactMap(\.self)
        if state.matters[m].status == .pending { seats.append(state.presiding) }
        var seen: Set<Int> = []
        return seats.filter { state.isPresent[$0] && seen.insert($0).inserted }.map(charter.id)
    }

    /// Who may declare the ballot void for this cause, by the rules.
    private func voiders(_ v: BallotVoiding) -> [PersonID] {
        guard let charter else { return [] }
        var seen: Set<Int> = []
        return (state.tellers + [state.presiding]).filter { seen.insert($0).inserted }
            .map(charter.id).filter { id in
                var probe = v
                probe.by = id
                return refusal(of: .voidBallot(probe)) == nil
            }
    }

    /// The views that may be stated, in the order of their keys.
    var stances: [Stance] {
        charter?.profile.mayPass == true ? Stance.allCases : [.for, .against, .defer]
    }

    /// Anybody in the register: deputies first.
    var bringers: [PersonID] {
        seatsByRank.compactMap { charter?.id($0) }
            + personnel.people.keys.filter { charter?.seat($0) == nil }.sorted()
    }
}

extension TellerAppointment {
    /// The counters; nobody is nil.
    fileprivate var helpers: [PersonID] {
        get { counters ?? [] }
        set { counters = newValue.isEmpty ? nil : newValue }
    }
}

extension StatedView {
    /// Whom it is for, where the matter fills several posts.
    fileprivate var named: [PersonID] {
        get { candidates ?? [] }
        set {
            candidate = nil
            candidates = newValue.isEmpty ? nil : newValue
        }
    }
}
