// SPDX-License-Identifier: GPL-3.0-or-later

/// Any value of JSON, for what has no type yet: a command whose name decides what it holds.
///
/// ```swift
/// let line = try JSONDecoder().decode(JSONValue.self, from: data)
/// if case .text(let name)? = line["do"] { … }
/// ```
public enum JSONValue: Hashable, Sendable {
    case null
    case bool(Bool)
    case integer(Int)
    case fraction(Double)
    case text(String)
    case list([JSONValue])
    case object([String: JSONValue])

    /// The member of an object; nil where this is none, or has no such member.
    public subscript(_ name: String) -> JSONValue? {
        if case .object(let members) = self { members[name] } else { nil }
    }

    /// The text that it is; nil for anything else.
    public var text: String? {
        if case .text(let text) = self { text } else { nil }
    }

    /// The whole number that it is; nil for anything else.
    public var integer: Int? {
        if case .integer(let number) = self { number } else { nil }
    }

    /// The values of the list that it is; nil for anything else.
    public var list: [JSONValue]? {
        if case .list(let values) = self { values } else { nil }
    }

    /// The members of the object that it is; nil for anything else.
    public var object: [String: JSONValue]? {
        if case .object(let members) = self { members } else { nil }
    }
}

extension JSONValue: Codable {
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        // A wrong guess costs an error that is made and dropped; most values are texts.
        if container.decodeNil() {
            self = .null
        } else if let value = try? container.decode(String.self) {
            self = .text(value)
        } else if let value = try? container.decode(Bool.self) {
            self = .bool(value)
        } else if let value = try? container.decode(Int.self) {
            self = .integer(value)
        } else if let value = try? container.decode(Double.self) {
            self = .fraction(value)
        } else if let value = try? container.decode([JSONValue].self) {
            self = .list(value)
        } else {
            self = .object(try container.decode([String: JSONValue].self))
        }
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch self {
        case .null: try container.encodeNil()
        case .bool(let value): try container.encode(value)
        case .integer(let value): try container.encode(value)
        case .fraction(let value): try container.encode(value)
        case .text(let value): try container.encode(value)
        case .list(let values): try container.encode(values)
        case .object(let members): try container.encode(members)
        }
    }
}
