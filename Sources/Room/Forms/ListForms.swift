// SPDX-License-Identifier: GPL-3.0-or-later
import Basics
import Meeting
import Personnel
import Wording

// What is asked about a whole list: the usual answer, and the lines on which it is another one.

/// A view of a list while it is put down.
private struct ListView {
    var view: StatedView
    /// Nil: the same on every line.
    var other: Stance?
    var lines: [MatterID] = []
    var words = ""
}

/// An inquiry about a list while it is put down.
private struct ListInquiry {
    var inquiry: RecusalInquiry
    var lines: [MatterID] = []
}

extension RoomSnapshot {
    /// Nobody's view is put down by pressing Enter on.
    func listViewForm(_ view: StatedView) -> CommandForm<MeetingCommand> {
        let seat = charter?.seat(view.member) ?? 0
        let open = lines(of: view.matter) { state.isAwaited(seat, on: $0) }
        let questions: Questions<ListView> = [
            .choice(
                \.view.stance, Text("表态（整份名单）", "View (the whole list)"), of: stances, named: \.text
            ),
            .words(\.view.words, wordsLabel, optional: true),
            .choice(
                \.other, Text("其中另有表态的", "Another view on some lines"),
                none: Text("没有", "no"), of: stances, named: \.text),
            Question<ListView>.picks(
                \.lines, Text("哪几项", "Which lines"), of: open, least: 1, picked: [], named: line
            ).when(\.other, is: stances.map(Optional.some)),
            Question<ListView>.words(
                \.words, Text("对这几项的附言", "Words on those"), optional: true
            ).when(\.other, is: stances.map(Optional.some)),
        ]
        return CommandForm(ListView(view: view), questions) { given in
            var view = given.view
            view.candidate = nil
            view.exceptions = given.other.map { stance in
                given.lines.map { LineView(matter: $0, stance: stance, words: given.words) }
            }
            return .stateView(view)
        }
    }

    func inquiryForm(_ inquiry: RecusalInquiry) -> CommandForm<MeetingCommand> {
        let pending = lines(of: inquiry.matter) { state.matters[$0].status == .pending }
        var questions: Questions<ListInquiry> = [
            .picks(
                \.inquiry.declared,
                Text("提出需要回避的人（没有的不选）", "Who declared so (or nobody)"), of: peopleHere,
                least: 0, picked: [], named: name)
        ]
        if !pending.isEmpty {
            questions.append(
                .picks(
                    \.lines, Text("涉及哪几项（有人提出时选）", "For which lines (where somebody did)"),
                    of: pending, least: 0, picked: [], named: line))
        }
        return CommandForm(ListInquiry(inquiry: inquiry), questions) { given in
            var inquiry = given.inquiry
            inquiry.lines = inquiry.declared.isEmpty || given.lines.isEmpty ? nil : given.lines
            return .askRecusals(inquiry)
        }
    }

    /// Who presents, where an attendee may too; else there is nothing to ask.
    func presentingForm(_ introduction: Introduction) -> CommandForm<MeetingCommand> {
        let presenters = presenters(of: introduction.matter)
        guard presenters.count > 1 else { return CommandForm(.introduce(introduction)) }
        return CommandForm(
            introduction,
            [
                .choice(
                    \.by, Text("汇报人", "Presented by"), of: presenters, first: introduction.by,
                    named: name)
            ], MeetingCommand.introduce)
    }

    /// Everybody whose introduction the rules would take.
    private func presenters(of matter: MatterID) -> [PersonID] {
        guard let charter else { return [] }
        // M5: where nothing is voted on, anybody in the room.
        let isNoted = charter.matter(matter).map { charter.kinds[$0].form == .noted } ?? false
        guard isNoted || !charter.presentingAttendees.isEmpty else { return [] }
        return charter.everybody.filter {
            refusal(of: .introduce(Introduction(matter: matter, by: $0))) == nil
        }
    }

    /// The lines of a list that stand so; none where it is no list.
    private func lines(of list: MatterID, where stands: (Int) -> Bool) -> [MatterID] {
        guard let charter, let span = charter.lines(ofList: list) else { return [] }
        return span.filter(stands).map { charter.plan.matters[$0].id }
    }

    private func line(_ id: MatterID) -> Text {
        guard let m = charter?.matter(id) else { return Text(same: id.rawValue) }
        return Text(same: "\(number(of: m)) \(title(of: m))")
    }
}
