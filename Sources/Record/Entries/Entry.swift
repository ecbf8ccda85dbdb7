// SPDX-License-Identifier: GPL-3.0-or-later
import Basics
import CSimdJSON
import Foundation
import Meeting
import Personnel

/// One entry of the register: a fact, its place and its time. Its canonical form is JSON with the
/// keys sorted, no white space and no escaped slashes, in UTF-8; `docs/RECORD.md` gives it in full.
public struct Entry: Hashable, Sendable {
    /// The version of the form below.
    public static let schema = 1

    /// Place in the register, from 1 without a gap.
    public var seq: Int
    /// Place among the entries of its meeting, or among those of no meeting, from 1.
    public var number: Int
    /// By the clock on the wall; a remark: order is by `seq`.
    public var at: Timestamp
    /// The event, and whose it is.
    public var fact: Fact

    public init(seq: Int, number: Int, at: Timestamp, fact: Fact) {
        self.seq = seq
        self.number = number
        self.at = at
        self.fact = fact
    }
}

extension Entry: Encodable {
    private enum Key: CodingKey { case at, event, meeting, number, schema, seq }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(Self.schema, forKey: .schema)
        try container.encode(seq, forKey: .seq)
        try container.encode(number, forKey: .number)
        try container.encode(at, forKey: .at)
        switch fact {
        case .register(let event): try container.encode(event, forKey: .event)
        case .meeting(let id, let event):
            try container.encode(id, forKey: .meeting)
            try container.encode(event, forKey: .event)
        }
    }

    /// The bytes that are stored and hashed.
    ///
    /// - Throws: `EncodingError`, which no entry brings about.
    public func canonical() throws -> [UInt8] { try Canonical.bytes(self) }

    /// Reads a stored entry.
    init(_ bytes: UnsafeRawBufferPointer, with json: StoredJSON) throws {
        let root = try json.parse(bytes)
        func get(_ key: StaticString) throws -> lw_json {
            guard let value = root.member(key) else { throw EntryFault.missing("\(key)") }
            return value
        }
        let schema: Int = try integer(get("schema"))
        guard schema == Self.schema else { throw EntryFault.schema(schema) }
        seq = try integer(get("seq"))
        number = try integer(get("number"))
        guard let time = Timestamp(try text(get("at"))) else { throw EntryFault.missing("at") }
        at = time
        let event = StoredDecoder(value: try get("event"), memo: root.memo)
        if let meeting = root.member("meeting") {
            let id = MeetingID(rawValue: try text(meeting))
            fact = .meeting(id, try FrequentEvents.decode(event) ?? MeetingEvent(from: event))
        } else {
            fact = .register(try PersonnelEvent(from: event))
        }
    }
}

/// Why a stored entry can't be read.
enum EntryFault: Error, CustomStringConvertible {
    /// In few words that both languages share: what can't be read, and where.
    static func words(_ error: any Error) -> String {
        func place(_ path: [any CodingKey]) -> String {
            path.isEmpty ? "JSON" : path.map(\.stringValue).joined(separator: ".")
        }
        return switch error {
        case DecodingError.keyNotFound(let key, let context):
            place(context.codingPath + [key])
        case DecodingError.typeMismatch(_, let context),
            DecodingError.valueNotFound(_, let context), DecodingError.dataCorrupted(let context):
            place(context.codingPath)
        case let fault as EntryFault: fault.description
        default: "JSON"
        }
    }

    case missing(String)
    case schema(Int)

    var description: String {
        switch self {
        case .missing(let key): "no valid \"\(key)\""
        case .schema(let n): "schema \(n), this program reads \(Entry.schema)"
        }
    }
}

/// The canonical form of values in the record.
public enum Canonical {
    /// JSON, keys sorted, no white space, slashes as they are, UTF-8.
    ///
    /// - Throws: `EncodingError` for a value that JSON can't hold.
    public static func bytes(_ value: some Encodable) throws -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return Array(try encoder.encode(value))
    }

    /// The hash that stands for a profile in the meeting's first event.
    ///
    /// - Throws: `EncodingError`, which no profile brings about.
    public static func hash(of profile: Profile) throws -> String {
        Digest.of(try bytes(profile)).hex
    }
}
