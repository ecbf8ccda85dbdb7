// SPDX-License-Identifier: GPL-3.0-or-later
import Basics
import CSimdJSON
import Meeting
import Personnel

/// The events that make up most of a record, read without the detour through `Decodable`, which
/// takes four times as long. The shapes are the payloads' own; a test holds both readers against
/// each other for every one of them.
enum FrequentEvents {
    /// The event, or nil where it is none of the frequent ones or not in the usual shape: then
    /// `MeetingEvent(from:)` reads it, or says what is wrong.
    static func decode(_ event: StoredDecoder) throws -> MeetingEvent? {
        guard let type = event.member("type").flatMap({ try? text($0) }) else { return nil }
        let fields = Fields(event)
        switch type {
        case "arrived":
            guard event.count == 2, let member = fields.person("member") else { return nil }
            return .arrived(Arrival(member: member))
        case "left":
            guard event.count == 3, let member = fields.person("member"),
                let reason = fields.text("reason")
            else { return nil }
            return .left(Departure(member: member, reason: reason))
        case "introduced":
            guard event.count == 3, let matter = fields.matter("matter"),
                let by = fields.person("by")
            else { return nil }
            return .introduced(Introduction(matter: matter, by: by))
        case "viewStated": return view(fields, event.count)
        case "countEntered": return count(fields, event.count)
        case "prerequisiteRecorded": return prerequisite(fields, event.count)
        case "ballotOpened": return ballot(fields, event.count)
        case "resultDeclared": return result(fields, event.count)
        default: return nil
        }
    }

    private static func prerequisite(_ fields: Fields, _ count: Int) -> MeetingEvent? {
        guard count == 6, let matter = fields.matter("matter"),
            let prerequisite = fields.text("prerequisite"), let by = fields.person("by"),
            let on = fields.text("on").flatMap({ Day($0) }), let paper = fields.object("document"),
            let document = document(paper)
        else { return nil }
        return .prerequisiteRecorded(
            PrerequisiteRecord(
                matter: matter, prerequisite: prerequisite, by: by, on: on, document: document))
    }

    private static func document(_ object: StoredDecoder) -> Document? {
        let fields = Fields(object)
        guard let title = fields.text("title") else { return nil }
        let date = fields.text("date").map { Day($0) }
        if let date, date == nil { return nil }
        let hash = fields.text("sha256")
        let known = 1 + (date == nil ? 0 : 1) + (hash == nil ? 0 : 1)
        guard object.count == known else { return nil }
        return Document(title: title, date: date ?? nil, sha256: hash)
    }

    private static func ballot(_ fields: Fields, _ count: Int) -> MeetingEvent? {
        guard count == 3, let matters = fields.texts("matters"),
            let mode = fields.text("mode").flatMap(BallotMode.init(rawValue:))
        else { return nil }
        return .ballotOpened(
            BallotOpening(matters: matters.map(MatterID.init(rawValue:)), mode: mode))
    }

    private static func result(_ fields: Fields, _ count: Int) -> MeetingEvent? {
        guard count == 3, let by = fields.person("by"), let list = fields.list("results") else {
            return nil
        }
        var results: [MatterResult] = []
        for element in list {
            let inner = Fields(element)
            let (votes, needed) = (inner.integer("votes"), inner.integer("needed"))
            let known = 3 + (votes == nil ? 0 : 1) + (needed == nil ? 0 : 1)
            guard element.count == known, let matter = inner.matter("matter"),
                let outcome = inner.text("outcome").flatMap(
                    MatterResult.Outcome.init(rawValue:)),
                let candidates = inner.texts("candidates")
            else { return nil }
            results.append(
                MatterResult(
                    matter: matter, outcome: outcome, votes: votes, needed: needed,
                    candidates: candidates.map(PersonID.init(rawValue:))))
        }
        return .resultDeclared(DeclaredResult(by: by, results: results))
    }

    private static func view(_ fields: Fields, _ count: Int) -> MeetingEvent? {
        guard let matter = fields.matter("matter"), let member = fields.person("member"),
            let stance = fields.text("stance").flatMap(stance), let words = fields.text("words")
        else { return nil }
        let candidate = fields.person("candidate")
        guard count == (candidate == nil ? 5 : 6) else { return nil }
        return .viewStated(
            StatedView(
                matter: matter, member: member, stance: stance, words: words,
                candidate: candidate))
    }

    private static func stance(_ name: String) -> Stance? {
        switch name {
        case "for": .for
        case "against": .against
        case "defer": .defer
        case "noView": .noView
        default: nil
        }
    }

    private static func count(_ fields: Fields, _ count: Int) -> MeetingEvent? {
        guard count == 5, let teller = fields.person("teller"),
            let issued = fields.integer("issued"), let returned = fields.integer("returned"),
            let list = fields.list("figures")
        else { return nil }
        var figures: [MatterFigures] = []
        for element in list {
            let inner = Fields(element)
            guard element.count == 4, let matter = inner.matter("matter"),
                let valid = inner.integer("valid"), let invalid = inner.integer("invalid"),
                let choices = inner.list("choices")
            else { return nil }
            let votes = choices.compactMap { try? Record.integer($0.value) as Int }
            guard votes.count == choices.count else { return nil }
            figures.append(
                MatterFigures(matter: matter, valid: valid, invalid: invalid, choices: votes))
        }
        return .countEntered(
            CountSheet(teller: teller, issued: issued, returned: returned, figures: figures))
    }

    private struct Fields {
        private let object: StoredDecoder
        init(_ object: StoredDecoder) { self.object = object }

        func text(_ key: StaticString) -> String? {
            object.member(key).flatMap { try? Record.text($0) }
        }
        func integer(_ key: StaticString) -> Int? {
            object.member(key).flatMap { try? Record.integer($0) }
        }
        func person(_ key: StaticString) -> PersonID? { text(key).map(PersonID.init(rawValue:)) }
        func matter(_ key: StaticString) -> MatterID? { text(key).map(MatterID.init(rawValue:)) }
        func object(_ key: StaticString) -> StoredDecoder? {
            guard let value = object.member(key), lw_json_kind(value) == LW_JSON_OBJECT else {
                return nil
            }
            return StoredDecoder(value: value, memo: nil)
        }
        /// A list of texts and nothing else.
        func texts(_ key: StaticString) -> [String]? {
            guard let list = list(key) else { return nil }
            let texts = list.compactMap { try? Record.text($0.value) }
            return texts.count == list.count ? texts : nil
        }
        func list(_ key: StaticString) -> [StoredDecoder]? {
            guard let array = object.member(key), lw_json_kind(array) == LW_JSON_ARRAY else {
                return nil
            }
            let count = lw_json_count(array)
            let values = [lw_json](unsafeUninitializedCapacity: count) { buffer, initialized in
                if let base = buffer.baseAddress { lw_json_elements(array, base) }
                initialized = count
            }
            return values.map { StoredDecoder(value: $0, memo: nil) }
        }
    }
}
