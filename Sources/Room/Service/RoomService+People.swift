// SPDX-License-Identifier: GPL-3.0-or-later
import BallotBox
import Basics
import Conduct
import Export
import Foundation
import Intake
import Ledger
import Meeting
import Personnel
import Record
import Wording

// People, keys, signatures and what became of appointments.

extension RoomService {
    func performOnPeople(_ effect: Effect, _ signing: SigningBooth?) throws -> App.Answer {
        switch effect {
        case .people(let command): return try people(command)
        case .dossier(let id): return try dossier(id)
        case .sheet(let id): return try sheet(id)
        case .prepareSigning(let all): return try prepareSigning(all)
        case .sign(let subject, let person):
            guard let code = signing?.typedCode() else { throw ConductError.noMeeting }
            return .signature(sign(subject, person, code))
        case .record(let subject, let signatures): return try record(subject, signatures)
        case .openMinutes(let meeting): return try minutes(meeting)
        case .exportMinutes(let meeting, let path, let matter, let language):
            return try exportMinutes(meeting, to: path, matter: matter, language)
        case .prepareSeal(let meeting, let language, let signers, let scan):
            return try prepareSeal(meeting, language, signers: signers, scan: scan)
        case .drawKey(let key): return try drawKey(key)
        case .enrolKey(let key):
            guard case .enrol(_, let code, let salt)? = signing?.work else {
                throw ConductError.noMeeting
            }
            return enrolKey(key, code, salt)
        case .openReplay(let meeting): return try replay(meeting)
        case .prove(let seq): return try prove(seq, names)
        case .exportReplay(let path, let setting):
            guard let meeting = played else { throw ConductError.noMeeting }
            return try exportReplay(path, meeting, setting)
        default: return .done(nil)
        }
    }

    func people(_ command: PersonnelCommand) throws -> App.Answer {
        let session = try outside()
        if let task = try signing(of: command, session) { return .sign([task]) }
        return try perform(command, session)
    }

    /// Who has to sign an act with a key of their own; nil: nobody.
    private func signing(of command: PersonnelCommand, _ session: Session) throws -> SigningTask? {
        guard let wanted = session.personnel.attestation(of: command), !wanted.signers.isEmpty
        else { return nil }
        // What the rules refuse is said before anybody signs.
        _ = try session.personnel.decide(command, on: session.now().day)
        try session.personnel.requirePaper(of: command)
        do { try session.personnel.requireProof(of: command) } catch {
            guard case .signatureMissing = error else { throw error }
        }
        return SigningTask(
            subject: .act(command), text: wanted.statement, signers: wanted.signers)
    }

    private func perform(_ command: PersonnelCommand, _ session: Session) throws -> App.Answer {
        let done = try session.perform(command)
        let names = Names(session.state, session.personnel)
        let texts = done.entries.compactMap { entry -> Text? in
            if case .register(let event) = entry.fact { event.text(names) } else { nil }
        }
        return .done(texts.first)
    }

    func dossier(_ id: AppointmentID) throws -> App.Answer {
        guard let source = try outside().register.dossier(of: id) else {
            throw PersonnelRefusal.unknownAppointment(id)
        }
        let dossier = Dossier(source)
        return .preview(Page(dossier.title, dossier.lines))
    }

    func sheet(_ id: PersonID) throws -> App.Answer {
        let session = try outside()
        let sheet = PersonSheet(
            id, session.personnel, rows: try session.register.ledger().rows, today: now().day)
        let nothing = [Text("登记簿里没有此人的推荐、任职或认定。", "Nothing is on record about this person.")]
        return .preview(Page(sheet.title, sheet.sections.isEmpty ? nothing : sheet.lines))
    }

    // MARK: Recommendations

    /// What the rules refuse is said before anybody signs; what nobody has to sign is lodged at once.
    func prepareSigning(_ all: [Recommendation]) throws -> App.Answer {
        let session = try outside()
        let tasks = try Self.tasks(all, session)
        try session.perform(
            all: tasks.compactMap {
                guard $0.signers.isEmpty, case .recommendation(let r) = $0.subject else {
                    return nil
                }
                return .lodge(r)
            })
        let waiting = tasks.filter { !$0.signers.isEmpty }
        if !waiting.isEmpty { return .sign(waiting) }
        return .done(Text("已登记 \(all.count) 份推荐", "\(all.count) recommendations lodged"))
    }

    /// All of them by the rules, as if they were signed: nothing is recorded when one is refused.
    static func tasks(_ all: [Recommendation], _ session: Session) throws -> [SigningTask] {
        var people = session.personnel
        let today = session.now().day
        return try all.map { given in
            let r = try session.signed(given, [])
            let signers = session.signers(of: r)
            do { _ = try people.decide(.lodge(r), on: today) } catch {
                guard case PersonnelRefusal.signatureMissing = error, !signers.isEmpty else {
                    throw error
                }
                if signers.count < r.recommenders.count, r.paper.sha256 == nil {
                    throw PersonnelRefusal.paperHashMissing
                }
            }
            people.evolve(.lodged(r))
            return SigningTask(
                subject: .recommendation(r), text: try session.statement(of: r), signers: signers)
        }
    }

    func sign(_ subject: SigningTask.Subject, _ person: PersonID, _ code: LockedBytes)
        -> Result<Signature, SigningBooth.Refused>
    {
        defer { code.wipe() }
        do {
            switch subject {
            case .recommendation(let r):
                return .success(try outside().signature(under: r, by: person, code: code))
            case .act(let command):
                return .success(try outside().signature(under: command, by: person, code: code))
            case .minutes(let seal):
                return .success(
                    try outside().signature(
                        underMinutes: seal.minutes, of: seal.meeting, by: person, code: code))
            }
        } catch { return .failure(.init(text: say(error))) }
    }

    func record(_ subject: SigningTask.Subject, _ signatures: [Signature]) throws -> App.Answer {
        let session = try outside()
        if case .act(let command) = subject {
            return try perform(command.signed(signatures), session)
        }
        guard case .recommendation(let r) = subject else {
            guard case .minutes(var seal) = subject else { return .done(nil) }
            seal.signatures = signatures
            return try sealed(seal, session)
        }
        try session.perform(.lodge(try session.signed(r, signatures)))
        return .done(
            Text(
                "推荐 \(r.id) 已登记，\(signatures.count) 人签署",
                "recommendation \(r.id) is on record, signed by \(signatures.count)"))
    }

    // MARK: Keys

    /// What the rules refuse is said before anybody writes a code down.
    func drawKey(_ key: KeyEnrolment) throws -> App.Answer {
        let session = try outside()
        let probe = PersonnelCommand.enrolKey(
            SigningKey(
                person: key.person, publicKey: SigningKey.example, witnesses: key.witnesses,
                paper: key.paper))
        _ = try signing(of: probe, session)
        _ = try session.personnel.decide(probe, on: session.now().day)
        do { try session.personnel.requireProof(of: probe) } catch {
            guard case .signatureMissing = error else { throw error }
        }
        let (code, salt) = session.drawKey()
        return .key(key, code, salt)
    }

    /// Its owner has the code: the witnesses who have keys sign, and it goes on record.
    func enrolKey(_ key: KeyEnrolment, _ code: LockedBytes, _ salt: [UInt8]) -> App.Answer {
        do {
            let session = try outside()
            let command = try session.newKey(
                of: key.person, code: code, salt: salt, witnesses: key.witnesses, paper: key.paper)
            if let task = try signing(of: command, session) { return .sign([task]) }
            _ = try perform(command, session)
        } catch { return .enrolled(say(error)) }
        return .enrolled(nil)
    }

    // MARK: Outcomes

    /// Outcomes from a table: shown first, then all or none.
    func takeOutcomes(_ path: String, _ apply: Bool) throws -> App.Answer {
        let reading = OutcomeReader.read(path)
        guard let lines = reading.value else { return faulty(reading.diagnostics, path) }
        let session = try outside()
        let names = Names(MeetingState(), session.personnel)
        var people = session.personnel
        var shown: [Text] = []
        var fresh: [Outcome] = []
        for item in lines {
            do {
                for event in try people.decide(
                    .recordOutcome(item.outcome), on: session.now().day)
                { people.evolve(event) }
                fresh.append(item.outcome)
            } catch PersonnelRefusal.duplicateOutcome {
                shown.append(
                    Text(
                        "第 \(item.line) 行已有登记，略过",
                        "line \(item.line) is on record already, passed over"))
                continue
            } catch {
                let why = say(error)
                return .refused(
                    Text("第 \(item.line) 行：\(why.zh)", "line \(item.line): \(why.en)"))
            }
            let candidate = people.appointments[item.outcome.appointment]?.appointment.candidate
            let head = "\(item.outcome.appointment)  \(candidate.map { names($0) } ?? "")  "
            shown.append(
                Text(same: head) + PersonnelEvent.outcomeRecorded(item.outcome).text(names))
        }
        if apply {
            try session.perform(all: fresh.map(PersonnelCommand.recordOutcome))
            return .done(Text("已导入 \(fresh.count) 条结果", "\(fresh.count) outcomes taken in"))
        }
        return .preview(
            Page(
                Text("任后结果预览：\(lines.count) 条", "Outcomes: \(lines.count)"),
                self.lines(reading.diagnostics, path) + shown,
                follow: .take(.outcomes, path: path, apply: true),
                words: Text(
                    "回车导入；不良结果自动开始倒查", "Enter takes them in; an adverse one opens a backward review"
                )))
    }
}
