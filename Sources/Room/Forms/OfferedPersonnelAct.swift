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

private let filler = "…"

extension RoomSnapshot {
    /// What can be recorded of an appointment, in the order of its life.
    func acts(on id: AppointmentID) -> [OfferedPersonnelAct] {
        guard let file = personnel.appointments[id] else { return [] }
        let today = now.day
        let paper = Document(title: filler)
        var all: [OfferedPersonnelAct] = [
            act(
                .publishNotice(PublicNotice(appointment: id, from: today, through: noticeEnd(file)))
            ),
            act(.object(Objection(appointment: id, on: today, by: filler, words: filler))),
            act(
                .settleObjections(
                    ObjectionSettlement(appointment: id, on: today, upheld: false, basis: paper))),
            act(.takeOffice(OfficeTaken(appointment: id, on: today))),
            act(
                .endProbation(
                    ProbationEnd(appointment: id, on: today, result: .removed, basis: paper))),
            act(
                .recordOutcome(
                    Outcome(
                        appointment: id, kind: .competent, on: today, basis: paper, body: filler))),
        ]
        for person in personnel.accountable(for: file).sorted() {
            let finding = Finding(
                id: freeFindingID, appointment: id, person: person, kind: .none,
                grade: .noLiability, reasons: filler, basis: paper, body: filler, on: today)
            all.append(act(.find(finding), Text(" · \(names(person))", " · \(names(person))")))
        }
        let findings = personnel.findings.values.filter { $0.finding.appointment == id }
        for file in findings.sorted(by: { $0.finding.id < $1.finding.id }) {
            all += acts(on: file)
        }
        return all
    }

    private func acts(on file: FindingFile) -> [OfferedPersonnelAct] {
        let id = file.finding.id
        let today = now.day
        let paper = Document(title: filler)
        let label = Text(
            " · \(id) \(names(file.finding.person))", " · \(id) \(names(file.finding.person))")
        return [
            act(.answer(FindingAnswer(finding: id, on: today, words: filler)), label),
            act(.appeal(Appeal(finding: id, on: today, words: filler)), label),
            act(
                .decideAppeal(
                    AppealDecision(
                        finding: id, on: today, result: .maintained, reasons: filler, basis: paper,
                        body: filler)), label),
            act(
                .correctFinding(
                    FindingCorrection(
                        finding: id, kind: file.kind, grade: file.grade, reasons: filler,
                        basis: paper, body: filler, on: today)), label),
            act(
                .impose(
                    Consequence(
                        id: freeConsequenceID, finding: id, person: file.finding.person,
                        kind: .noRecommending, from: today,
                        through: today.advanced(byMonths: 12).advanced(by: -1))), label),
        ]
    }

    /// What can be done about a recommendation that stands.
    func acts(on id: RecommendationID) -> [OfferedPersonnelAct] {
        guard let file = personnel.recommendations[id],
            let signer = file.recommendation.recommenders.first?.person
        else { return [] }
        return [
            act(
                .withdraw(
                    RecommendationWithdrawal(recommendation: id, by: signer, reason: filler)))
        ]
    }

    private func act(_ example: PersonnelCommand, _ more: Text = Text("", ""))
        -> OfferedPersonnelAct
    {
        var refusal: PersonnelRefusal?
        do { _ = try personnel.decide(example, on: now.day) } catch { refusal = error }
        return OfferedPersonnelAct(
            example: example, title: example.kind.text + more, refusal: refusal)
    }

    /// The first day on which a notice that begins today has been up long enough.
    private func noticeEnd(_ file: AppointmentFile) -> Day {
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

    private var freeFindingID: FindingID {
        FindingID(free("f") { personnel.findings[FindingID($0)] != nil })
    }

    private var freeConsequenceID: ConsequenceID {
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
