// SPDX-License-Identifier: GPL-3.0-or-later
import Basics

extension PersonnelState {
    /// P1: every id once and well formed; two people of one name are told apart.
    func checkPeople(_ added: [Person]) throws(PersonnelRefusal) {
        var merged = people
        var seen = Set<PersonID>()
        for p in added {
            guard p.id.isWellFormed else { throw .malformedID(p.id.rawValue) }
            guard seen.insert(p.id).inserted else { throw .duplicatePerson(p.id) }
            try require(p.name, .name)
            merged[p.id] = p
        }
        var byLabel: [String: PersonID] = [:]
        var byRank: [Int: PersonID] = [:]
        var byChief: [ChiefKind: PersonID] = [:]
        for p in merged.values.sorted(by: { $0.id < $1.id }) {
            guard let rank = p.rank else { continue }
            if let other = byRank.updateValue(p.id, forKey: rank) {
                throw .sharedRank(other, p.id, rank: rank)
            }
            if let chief = p.chief, let other = byChief.updateValue(p.id, forKey: chief) {
                throw .sharedChief(other, p.id)
            }
        }
        for p in merged.values.sorted(by: { $0.id < $1.id }) {
            if let other = byLabel.updateValue(p.id, forKey: p.label.withoutSelectors) {
                throw .indistinguishable(other, p.id)
            }
        }
    }

    /// S1, S2, S5: complete, on a signed paper, by people who may sign.
    func checkRecommendation(_ r: Recommendation, on today: Day, latest: Day?)
        throws(PersonnelRefusal)
    {
        guard r.id.isWellFormed else { throw .malformedID(r.id.rawValue) }
        guard recommendations[r.id] == nil else { throw .duplicateRecommendation(r.id) }
        guard !r.recommenders.isEmpty else { throw .noRecommender }
        guard people[r.candidate] != nil else { throw .unknownPerson(r.candidate) }
        var seen = Set<PersonID>()
        for signer in r.recommenders {
            guard people[signer.person] != nil else { throw .unknownPerson(signer.person) }
            guard seen.insert(signer.person).inserted else {
                throw .repeatedRecommender(signer.person)
            }
            guard signer.person != r.candidate else { throw .selfRecommendation(signer.person) }
            // Neither on the day it was signed nor on the day it is lodged.
            if let bar = consequences(
                for: signer.person, .noRecommending, within: today.through(latest: latest)
            ).first
                ?? consequences(for: signer.person, .noRecommending, on: r.signedOn).first
            {
                throw .barredRecommender(signer.person, through: bar.through)
            }
        }
        switch r.kind {
        case .personal: guard seen.count == 1 else { throw .wrongSignerCount(r.kind) }
        case .joint: guard seen.count > 1 else { throw .wrongSignerCount(r.kind) }
        case .collective:
            guard r.lead != nil else { throw .leadMissing }
            guard let minutes = r.minutes else { throw .minutesMissing }
            try checkDocument(minutes)
        }
        if let lead = r.lead, !seen.contains(lead) { throw .leadNotASigner(lead) }
        try require(r.post, .post)
        try require(r.reasons, .reasons)
        try checkDocument(r.paper)
        for document in r.attachments ?? [] {
            try checkDocument(document)
            guard document.sha256 != nil else { throw .attachmentHashMissing(document.title) }
        }
        guard r.signedOn <= today else { throw .signedInFuture(r.signedOn) }
        try checkSignatures(r)
    }

    /// A recommendation that was lodged and not taken back. S3.
    ///
    /// - Throws: `PersonnelRefusal.unknownRecommendation` or `.alreadyWithdrawn`.
    public func standingRecommendation(_ id: RecommendationID) throws(PersonnelRefusal)
        -> Recommendation
    {
        guard let file = recommendations[id] else { throw .unknownRecommendation(id) }
        guard !file.isWithdrawn else { throw .alreadyWithdrawn(id) }
        return file.recommendation
    }

    /// S3: by one of its signers, once. After the freeze it is recorded and ends no liability.
    func checkWithdrawal(_ w: RecommendationWithdrawal) throws(PersonnelRefusal) {
        let recommendation = try standingRecommendation(w.recommendation)
        guard recommendation.recommenders.contains(where: { $0.person == w.by }) else {
            throw .notItsRecommender(w.by)
        }
        try require(w.reason, .reasons)
    }

    /// A2, A3: only in an open review, about somebody who had a part, with basis and reasons.
    func checkFinding(_ f: Finding) throws(PersonnelRefusal) {
        guard f.id.isWellFormed else { throw .malformedID(f.id.rawValue) }
        guard findings[f.id] == nil else { throw .duplicateFinding(f.id) }
        guard let file = appointments[f.appointment] else {
            throw .unknownAppointment(f.appointment)
        }
        guard file.isUnderReview else { throw .noReview(f.appointment) }
        guard people[f.person] != nil else { throw .unknownPerson(f.person) }
        try checkPart(f, file)
        try checkGrade(f.kind, f.grade)
        try checkReasoned(f.reasons, f.basis, f.body)
    }

    /// A2: in a capacity in which the person stood, or as somebody else whose part is stated.
    private func checkPart(_ f: Finding, _ file: AppointmentFile) throws(PersonnelRefusal) {
        let mine = answerable(for: file).filter { $0.person == f.person }
        if f.capacity == .other {
            guard let part = f.part, !part.isBlank else { throw .partMissing(f.person) }
        } else {
            guard !mine.isEmpty else { throw .notAccountable(f.person) }
            if let capacity = f.capacity, !mine.contains(where: { $0.capacity == capacity }) {
                throw .otherCapacity(f.person, known: mine.map(\.capacity))
            }
            guard f.part == nil else { throw .partMissing(f.person) }
        }
        guard f.responsibility == nil || f.kind != .none else { throw .liabilityMismatch }
        var seen: Set<PersonID> = [f.person]
        for other in f.jointly ?? [] {
            guard people[other] != nil else { throw .unknownPerson(other) }
            guard seen.insert(other).inserted else { throw .repeatedPerson(other) }
        }
    }

    /// A4: follows from a standing finding of liability, binds that person, for a real period.
    func checkConsequence(_ c: Consequence) throws(PersonnelRefusal) {
        guard c.id.isWellFormed else { throw .malformedID(c.id.rawValue) }
        guard !consequences.contains(where: { $0.id == c.id }) else {
            throw .duplicateConsequence(c.id)
        }
        let file = try standingFinding(c.finding)
        guard file.finding.person == c.person else { throw .wrongPerson(c.person) }
        guard file.grade != .noLiability else { throw .consequenceWithoutLiability(c.finding) }
        guard c.from <= c.through else { throw .periodReversed(from: c.from, through: c.through) }
    }

    func checkGrade(_ kind: Finding.Kind, _ grade: Finding.Grade) throws(PersonnelRefusal) {
        guard (kind == .none) == (grade == .noLiability) else { throw .liabilityMismatch }
    }

    func standingFinding(_ id: FindingID) throws(PersonnelRefusal) -> FindingFile {
        guard let file = findings[id] else { throw .unknownFinding(id) }
        guard !file.isRevoked else { throw .findingRevoked(id) }
        return file
    }

    func checkReasoned(_ reasons: String, _ basis: Document, _ body: String)
        throws(PersonnelRefusal)
    {
        try require(reasons, .reasons)
        try checkDocument(basis)
        try require(body, .body)
    }

    func checkDocument(_ document: Document) throws(PersonnelRefusal) {
        guard !document.title.isBlank else { throw .missingTitle }
        guard document.hasWellFormedHash else { throw .malformedHash(title: document.title) }
    }

    func require(_ text: String, _ place: PersonnelRefusal.TextPlace) throws(PersonnelRefusal) {
        guard !text.isBlank else { throw .missingText(place) }
    }
}
