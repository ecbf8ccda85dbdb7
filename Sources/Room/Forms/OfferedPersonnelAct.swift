// SPDX-License-Identifier: GPL-3.0-or-later
import Basics
import Meeting
import Personnel
import Wording

/// Something that can be recorded of people between meetings: a step in an appointment's life, a finding
/// and what follows, a withdrawal. The rules say what is possible and why the rest isn't.
struct OfferedPersonnelAct: Hashable, Sendable {
    /// The command with its subject, and filler where somebody has to write.
    var example: PersonnelCommand
    var title: Text
    /// Why it can't be done; nil when it can.
    var refusal: PersonnelRefusal?

    var isPossible: Bool { refusal == nil }

    /// Some refusals only say that the filler wasn't right.
    var isWorthTrying: Bool {
        switch refusal {
        case nil, .noticeTooShort, .noticeRunning, .probationRunning, .extensionDateMissing,
            .outcomeBeforeDecision:
            true
        default: false
        }
    }
}

extension RoomSnapshot {
    func act(_ example: PersonnelCommand, _ more: Text = Text("", ""))
        -> OfferedPersonnelAct
    {
        var refusal: PersonnelRefusal?
        do { _ = try personnel.decide(example, on: now.day) } catch { refusal = error }
        return OfferedPersonnelAct(
            example: example, title: example.kind.text + more, refusal: refusal)
    }

    /// The first day on which a notice that begins today has been up long enough.
    func noticeEnd(_ file: AppointmentFile) -> Day {
        let calendar = file.appointment.workingDays()
        var end = now.day
        while end.number - now.day.number < 366,
            calendar.workingDays(from: now.day, through: end)
                < file.appointment.noticeWorkingDays
        { end = end.advanced(by: 1) }
        return end
    }

    /// The first free id of a kind: `f1`, `f2` …
    private func free(_ letter: String, _ isTaken: (String) -> Bool) -> String {
        var n = 1
        while isTaken("\(letter)\(n)") { n += 1 }
        return "\(letter)\(n)"
    }

    var freeFindingID: FindingID {
        FindingID(free("f") { personnel.findings[FindingID($0)] != nil })
    }

    var freeConsequenceID: ConsequenceID {
        let taken = Set(personnel.consequences.map(\.id.rawValue))
        return ConsequenceID(free("c") { taken.contains($0) })
    }

    var freeRecommendationID: RecommendationID {
        RecommendationID(free("r") { personnel.recommendations[RecommendationID($0)] != nil })
    }

    /// What the rules have against an act, apart from signatures that are still to be made; nil: nothing.
    func refusal(of command: PersonnelCommand) -> PersonnelRefusal? {
        do {
            _ = try personnel.decide(command, on: now.day)
            try personnel.requireProof(of: command)
        } catch .signatureMissing { return nil } catch { return error }
        return nil
    }

    /// Why not, in words.
    func explain(_ refusal: PersonnelRefusal) -> Text {
        let e = refusal.explanation(names)
        return Text("\(e.line(.zh))", "\(e.line(.en))")
    }

    /// Appointments, the latest first.
    var appointmentFiles: [AppointmentFile] {
        personnel.appointments.values.sorted {
            ($1.appointment.decidedOn, $0.appointment.id)
                < ($0.appointment.decidedOn, $1.appointment.id)
        }
    }
}
