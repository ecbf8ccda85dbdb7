// SPDX-License-Identifier: GPL-3.0-or-later
import Basics
import Personnel

/// One teller's figures for the open ballot. B10.
public struct CountSheet: Hashable, Codable, Sendable {
    /// Who counted; entering the sheet signs it.
    public var teller: PersonID
    /// 发出
    public var issued: Int
    /// 收回
    public var returned: Int
    /// One for each matter on the paper, in its order.
    public var figures: [MatterFigures]
    public init(teller: PersonID, issued: Int, returned: Int, figures: [MatterFigures]) {
        self.teller = teller
        self.issued = issued
        self.returned = returned
        self.figures = figures
    }

    /// Same figures, whoever counted.
    public func agrees(with other: CountSheet) -> Bool {
        issued == other.issued && returned == other.returned && figures == other.figures
    }
}

/// A matter's figures on a count sheet; `choices` in the order of the paper.
public struct MatterFigures: Hashable, Codable, Sendable {
    /// A matter on the open ballot.
    public var matter: MatterID
    /// Valid papers: the sum of `choices`.
    public var valid: Int
    /// Invalid papers; with the valid ones they make the papers returned. B10.
    public var invalid: Int
    /// Votes for, against and abstaining; or by candidate, "none of them" last; or by grade.
    public var choices: [Int]
    public init(matter: MatterID, valid: Int, invalid: Int, choices: [Int]) {
        self.matter = matter
        self.valid = valid
        self.invalid = invalid
        self.choices = choices
    }
}

extension CountSheet: MeetingAct, MeetingFact {
    var command: MeetingCommand { .enterCount(self) }
    var event: MeetingEvent { .countEntered(self) }
    var person: PersonID? { teller }

    func decide(in state: MeetingState, _ charter: Charter, at time: Timestamp)
        throws(MeetingRefusal) -> [MeetingEvent]
    {
        try state.counted(self, charter)
    }

    func apply(to state: inout MeetingState, _ charter: Charter, at time: Timestamp) {
        guard let seat = charter.seat(teller) else { return }
        if state.ballot?.sheet?.agrees(with: self) != true { state.ballot?.signedBy = [] }
        state.ballot?.sheet = self
        state.ballot?.signedBy.append(seat)
    }

    static func addExamples(to list: inout OfferList) {
        let state = list.state
        let plan = list.charter.plan
        let empty = (state.ballot?.matters ?? []).map { m in
            MatterFigures(
                matter: plan.matters[m].id, valid: 0, invalid: 0,
                choices: Array(repeating: 0, count: state.choices(of: m)))
        }
        for teller in list.tellers {
            var sheet =
                state.ballot?.sheet
                ?? CountSheet(teller: teller, issued: 0, returned: 0, figures: empty)
            sheet.teller = teller
            if let closing = state.ballot?.closing { sheet = closing.sheet(of: teller) }
            list.add(.enterCount(sheet), member: teller)
        }
    }
}
