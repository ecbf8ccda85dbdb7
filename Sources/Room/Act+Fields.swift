import Meeting
import Personnel
import Wording

// What each act asks for, and the command that comes of it.

extension World {
    private var people: [(id: PersonID, name: String)] {
        guard let charter else { return [] }
        return charter.plan.roll.enumerated().filter { state.isPresent[$0.offset] }
            .map { ($0.element.id, Legibility.visible($0.element.label)) }
            + charter.plan.attendees.map { ($0.id, Legibility.visible($0.name)) }
    }

    /// Which views have to be given reasons for, in the name of the field itself.
    private var wordsLabel: Text {
        let bound = (charter?.profile.wordsRequired ?? []).map(\.text)
        guard !bound.isEmpty else { return Text("附言", "Words") }
        return Text("附言（", "Words (due: ") + list(bound)
            + Text("须写明理由）", ")")
    }

    private func members(_ isFit: (Int) -> Bool) -> [Int] { seatsByRank.filter(isFit) }

    /// Those who may be tellers, as far as can be told before asking.
    var tellerSeats: [Int] {
        guard let charter else { return [] }
        return members {
            charter.chiefPosition[$0] == nil && (state.phase == .planned || state.isPresent[$0])
        }
    }

    func fields(_ command: MeetingCommand) -> [Field] {
        guard let charter else { return [] }
        switch command {
        case .leave, .excuse, .preside, .cancel, .nameIntroducer, .correct: return [.reason()]
        case .withdraw(let w):
            return [
                .choice(
                    Text("提出撤回的人", "Withdrawn by"),
                    withdrawers(w.matter).map { Text(names($0), names($0)) }), .reason(),
            ]
        case .recuse:
            return [
                .choice(Text("事由", "Ground"), Recusal.Ground.allCases.map(\.text), -1), .reason(),
            ]
        case .appointTellers:
            let seats = tellerSeats
            var field = Field(
                label: Text("监票人", "Tellers"),
                kind: .picks(seats.map { Text(label($0), label($0)) }, least: 2))
            field.picks = Set(seats.indices.filter { state.tellers.contains(seats[$0]) })
            return [field]
        case .callQuorum:
            return [.choice(Text("要求清点的人", "Called by"), people.map { Text($0.name, $0.name) })]
        case .stateView(let view):
            var fields = [
                // Nobody's view is put down by pressing Enter on.
                Field.choice(Text("表态", "View"), stances.map(\.text), -1),
                Field.words(wordsLabel, optional: true),
            ]
            if let m = charter.matter(view.matter), charter.kinds[m].form == .contested {
                fields.insert(
                    .choice(
                        Text("同意的人选", "Candidate (if for)"),
                        state.matters[m].contenders.map { Text(names($0), names($0)) },
                        state.matters[m].contenders.count > 1 ? -1 : 0
                    ).when(0, Set(stances.indices.filter { stances[$0] == .for })), at: 1)
            }
            return fields
        case .raisePoint:
            return [
                .choice(
                    Text("事项", "About"),
                    [Text("主要负责人提前示意", "a chief signalled early"), Text("其他", "something else")]),
                .choice(Text("提出人", "Raised by"), people.map { Text($0.name, $0.name) }),
                .words(Text("内容", "Words")),
            ]
        case .readOpinion: return [.words(Text("书面意见", "Opinion"))]
        case .reopen:
            return [.number(Text("赞成人数", "In favour"), 0...999), .reason()]
        case .defer(let d):
            return d.ground == .motion
                ? [.number(Text("赞成人数", "In favour"), 0...999), .reason()] : [.reason()]
        case .sealOthers:
            return state.ballot?.mode == .paper
                ? [.number(Text("已投张数", "Papers in the box"), 0...999)] : []
        case .enterCount: return countFields()
        case .voidBallot(let v):
            let who = voiders(v)
            return
                (who.count > 1
                ? [.choice(Text("宣布作废的人", "Declared by"), who.map { Text(names($0), names($0)) })]
                : []) + [.reason()]
        case .veto:
            return [
                .words(Text("理由", "Reasons")),
                .words(Text("书面否决的名称", "Title of the signed paper")),
            ]
        case .adjourn:
            var until = Field(label: Text("复会时间", "Until"), kind: .time)
            until.text = "\(now.day.advanced(by: 1)) 09:00"
            return [until, .reason()]
        case .deliver:
            var on = Field(label: Text("送达日期", "Reached on"), kind: .day)
            on.text = "\(now.day)"
            return [
                .choice(Text("材料", "What"), Delivery.What.all.map(\.text)),
                on,
            ]
        case .recordPrerequisite(let p): return paperFields(p.matter)
        default: return []
        }
    }

    /// Who may take a matter off the agenda: whoever brings it, or the chair before it is introduced.
    func withdrawers(_ id: MatterID) -> [PersonID] {
        guard let charter, let m = charter.matter(id) else { return [] }
        var seats = [state.matters[m].namedIntroducer, charter.deputies[m]].compactMap(\.self)
        if state.matters[m].status == .pending { seats.append(state.presiding) }
        var seen: Set<Int> = []
        return seats.filter { state.isPresent[$0] && seen.insert($0).inserted }.map(charter.id)
    }

    /// Who may declare the ballot void for this cause, by the rules.
    func voiders(_ v: BallotVoiding) -> [PersonID] {
        guard let charter else { return [] }
        var seen: Set<Int> = []
        return (state.tellers + [state.presiding]).filter { seen.insert($0).inserted }
            .map(charter.id).filter { id in
                var probe = v
                probe.by = id
                return (try? state.decide(.voidBallot(probe), at: now)) != nil
            }
    }

    var stances: [Stance] {
        charter?.profile.mayPass == true ? Stance.allCases : [.for, .against, .defer]
    }

    private func paperFields(_ id: MatterID) -> [Field] {
        // The deputy in charge brings most of them.
        let deputy = charter?.matter(id).flatMap { charter?.deputies[$0] }.flatMap {
            charter?.id($0)
        }
        var on = Field(label: Text("日期", "Dated"), kind: .day)
        on.text = "\(now.day)"
        return [
            .choice(
                Text("提交人", "Brought by"), bringers.map { Text(names($0), names($0)) },
                deputy.flatMap(bringers.firstIndex(of:)) ?? 0), on,
            .words(Text("材料名称", "Title of the paper")),
            Field(
                label: Text("电子文件（可空，登记 SHA-256）", "File (optional; its SHA-256 is recorded)"),
                kind: .file, isOptional: true),
        ]
    }

    /// Anybody in the register: deputies first.
    var bringers: [PersonID] {
        seatsByRank.compactMap { charter?.id($0) }
            + personnel.people.keys.filter { charter?.seat($0) == nil }.sorted()
    }

    private func countFields() -> [Field] {
        guard let ballot = state.ballot else { return [] }
        // The second teller sees what the first counted only by counting again.
        var fields: [Field] = [
            .number(Text("发出", "Issued"), 0...9999, ballot.electorate),
            .number(Text("收回", "Returned"), 0...9999),
        ]
        for m in ballot.matters {
            for choice in state.choiceTexts(of: m) {
                fields.append(
                    .number(Text("议题 \(m + 1) ", "matter \(m + 1) ") + choice, 0...9999))
            }
        }
        return fields
    }
}

extension Act {
    /// The command with what was filled in.
    ///
    /// - Parameter hashOfFile: SHA-256 of a file in hex; nil when it can't be read.
    func command(_ f: [Field], in world: World, hashOfFile: (String) -> String?) -> MeetingCommand {
        switch example {
        case .leave(var a):
            a.reason = f[0].text
            return .leave(a)
        case .excuse(var a):
            a.reason = f[0].text
            return .excuse(a)
        case .preside(var a):
            a.reason = f[0].text
            return .preside(a)
        case .withdraw(var a):
            let who = world.withdrawers(a.matter)
            if who.indices.contains(f[0].pick) { a.by = who[f[0].pick] }
            a.reason = f[1].text
            return .withdraw(a)
        case .cancel(var a):
            a.reason = f[0].text
            return .cancel(a)
        case .nameIntroducer(var a):
            a.reason = f[0].text
            return .nameIntroducer(a)
        case .correct(var a):
            a.reason = f[0].text
            return .correct(a)
        case .recuse(var a):
            if Recusal.Ground.allCases.indices.contains(f[0].pick) {
                a.ground = Recusal.Ground.allCases[f[0].pick]
            }
            a.reason = f[1].text
            return .recuse(a)
        case .appointTellers(var a):
            let seats = world.tellerSeats
            a.members = f[0].picks.sorted().compactMap { world.charter?.id(seats[$0]) }
            return .appointTellers(a)
        case .callQuorum(var a):
            if let who = world.personPicked(f[0].pick) { a.member = who }
            return .callQuorum(a)
        case .stateView(var a):
            if world.stances.indices.contains(f[0].pick) { a.stance = world.stances[f[0].pick] }
            a.words = f.last?.text ?? ""
            if f.count == 3, let m = world.charter?.matter(a.matter) {
                let contenders = world.state.matters[m].contenders
                a.candidate =
                    a.stance == .for && contenders.indices.contains(f[1].pick)
                    ? contenders[f[1].pick] : nil
            }
            return .stateView(a)
        default: return laterCommand(f, in: world, hashOfFile)
        }
    }

    private func laterCommand(
        _ f: [Field], in world: World, _ hashOfFile: (String) -> String?
    ) -> MeetingCommand {
        switch example {
        case .raisePoint(var a):
            a.kind = f[0].pick == 0 ? .chiefSignalled : .other
            if let who = world.personPicked(f[1].pick) { a.by = who }
            a.words = f[2].text
            return .raisePoint(a)
        case .readOpinion(var a):
            a.words = f[0].text
            return .readOpinion(a)
        case .reopen(var a):
            a.inFavour = f[0].number
            a.reason = f[1].text
            return .reopen(a)
        case .defer(var a):
            if a.ground == .motion { a.inFavour = f[0].number } else { a.inFavour = nil }
            a.reason = f.last?.text ?? ""
            return .defer(a)
        case .sealOthers(var a):
            if let papers = f.first { a.papers = papers.number }
            return .sealOthers(a)
        case .enterCount(var a):
            fill(&a, f, in: world)
            return .enterCount(a)
        case .voidBallot(var a):
            let who = world.voiders(a)
            if f.count > 1, who.indices.contains(f[0].pick) { a.by = who[f[0].pick] }
            a.reason = f.last?.text ?? ""
            return .voidBallot(a)
        case .veto(var a):
            a.reasons = f[0].text
            a.document = Document(title: f[1].text)
            return .veto(a)
        case .adjourn(var a):
            if let until = Field.time(f[0].text, offset: world.now.offsetMinutes) {
                a.until = until
            }
            a.reason = f[1].text
            return .adjourn(a)
        case .deliver(var a):
            a.what = f[0].pick == 0 ? .papers : .personnelPapers
            if let on = Day(f[1].text) { a.on = on }
            return .deliver(a)
        case .recordPrerequisite(var a):
            a.by = world.bringers[f[0].pick]
            if let on = Day(f[1].text) { a.on = on }
            let path = f[3].text
            a.document = Document(
                title: f[2].text, sha256: path.isEmpty ? nil : hashOfFile(path))
            return .recordPrerequisite(a)
        default: return example
        }
    }

    private func fill(_ sheet: inout CountSheet, _ f: [Field], in world: World) {
        guard let ballot = world.state.ballot, f.count > 2 else { return }
        sheet.issued = f[0].number
        sheet.returned = f[1].number
        var at = 2
        sheet.figures = ballot.matters.compactMap { m in
            guard let id = world.charter?.plan.matters[m].id else { return nil }
            let count = world.state.choices(of: m)
            let choices = f[at..<at + count].map(\.number)
            at += count
            let valid = choices.reduce(0, +)
            return MatterFigures(
                matter: id, valid: valid, invalid: sheet.returned - valid, choices: choices)
        }
    }
}

extension World {
    func personPicked(_ index: Int) -> PersonID? {
        guard let charter else { return nil }
        let here = charter.plan.roll.enumerated().filter { state.isPresent[$0.offset] }.map(
            \.element.id)
        let all = here + charter.plan.attendees.map(\.id)
        return all.indices.contains(index) ? all[index] : nil
    }
}
