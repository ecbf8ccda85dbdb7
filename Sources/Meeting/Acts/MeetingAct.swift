// SPDX-License-Identifier: GPL-3.0-or-later
import Basics
import Personnel

/// What a command of a meeting says: one kind of act, in a file of its own.
///
/// `MeetingCommand` and `MeetingEvent` list the kinds; everything else about one is in its file: the fields, which are its
/// fields in the record, the rule that may refuse it, what it changes, and an example to offer.
protocol MeetingAct: Hashable, Codable, Sendable {
    var command: MeetingCommand { get }

    /// The events that follow.
    ///
    /// - Throws: the rule that is against it, with what is missing.
    func decide(in state: MeetingState, _ charter: Charter, at time: Timestamp)
        throws(MeetingRefusal) -> [MeetingEvent]

    /// Adds an example of each command of this kind that somebody could mean now, possible or not.
    static func addExamples(to list: inout OfferList)
}

/// What an event of a meeting says: a fact. Nothing is judged when it is applied.
protocol MeetingFact: Hashable, Codable, Sendable {
    var event: MeetingEvent { get }
    /// The command that the event answers.
    var command: MeetingCommand { get }
    /// The one matter that it is about; nil where it is about the meeting or several.
    var aboutMatter: MatterID? { get }
    /// Who acts, or is meant; nil: nobody in particular.
    var person: PersonID? { get }

    /// Changes the state to what it is after the event, which is counted already.
    func apply(to state: inout MeetingState, _ charter: Charter, at time: Timestamp)
}

extension MeetingFact {
    var aboutMatter: MatterID? { nil }
    var person: PersonID? { nil }
}

/// An act that is recorded as it was asked for.
protocol RecordedAct: MeetingAct, MeetingFact {
    /// - Throws: the rule that is against it, with what is missing.
    func check(in state: MeetingState, _ charter: Charter, at time: Timestamp)
        throws(MeetingRefusal)
}

extension RecordedAct {
    func decide(in state: MeetingState, _ charter: Charter, at time: Timestamp)
        throws(MeetingRefusal) -> [MeetingEvent]
    {
        try check(in: state, charter, at: time)
        return [event]
    }
}
