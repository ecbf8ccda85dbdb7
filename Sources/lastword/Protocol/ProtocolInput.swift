// SPDX-License-Identifier: GPL-3.0-or-later
import Basics
import Foundation
import Intake
import Meeting
import Personnel
import Record
import Wording

/// One command line of the protocol: `{"do": …, "at": …, "ref": …, …}`.
struct ProtocolInput {
    enum Request {
        case meeting(MeetingCommand)
        case people(PersonnelCommand)
        case state, possible, head
        /// A vote. What is chosen comes from a file descriptor, never in the command.
        case cast(PersonID, descriptor: ChoiceReader.Source)
        /// A teller's PIN, from a file descriptor too.
        case setPin(PersonID, descriptor: ChoiceReader.Source)
        case confirm(PersonID, descriptor: ChoiceReader.Source)
        /// The tellers know that this process's memory isn't protected, and go on.
        case acceptExposure(PersonID)
        case explain(MeetingCommand)
    }

    /// Given back with the answer: a text or a whole number.
    enum Ref: Encodable {
        case text(String)
        case number(Int)

        init?(_ value: JSONValue?) {
            switch value {
            case .text(let text): self = .text(text)
            case .integer(let number): self = .number(number)
            default: return nil
            }
        }

        func encode(to encoder: any Encoder) throws {
            var container = encoder.singleValueContainer()
            switch self {
            case .text(let text): try container.encode(text)
            case .number(let number): try container.encode(number)
            }
        }
    }

    struct Fault: Error {
        var code: String
        var text: Text
        var ref: Ref?
    }

    var ref: Ref?
    var at: Timestamp?
    var request: Request

    init(_ line: String) throws {
        let tree: JSONValue
        do { tree = try JSONDecoder().decode(JSONValue.self, from: Data(line.utf8)) } catch {
            throw Fault(code: "E-JSON", text: Text("不是合法的 JSON", "not valid JSON"))
        }
        guard var object = tree.object else {
            throw Fault(code: "E-JSON", text: Text("应是一个 JSON 对象", "a JSON object is expected"))
        }
        ref = Ref(object.removeValue(forKey: "ref"))
        if let raw = object.removeValue(forKey: "at") {
            guard let text = raw.text, let time = Timestamp(text) else {
                throw Fault(
                    code: "E-TIME",
                    text: Text(
                        "at 须如 2026-11-23T14:30:00+08:00", "at looks like 2026-11-23T14:30:00+08:00"
                    ),
                    ref: ref)
            }
            at = time
        }
        guard let name = object.removeValue(forKey: "do")?.text else {
            throw Fault(code: "E-DO", text: Text("缺少 do", "do is missing"), ref: ref)
        }
        request = try Self.request(name, object, ref)
    }

    private static func request(_ name: String, _ object: [String: JSONValue], _ ref: Ref?) throws
        -> Request
    {
        switch name {
        case "state": return .state
        case "possible": return .possible
        case "head": return .head
        case "cast":
            let (member, descriptor) = try secretly("member", of: name, in: object, ref)
            return .cast(member, descriptor: descriptor)
        case "setPin", "confirm":
            let (teller, descriptor) = try secretly("teller", of: name, in: object, ref)
            return name == "setPin"
                ? .setPin(teller, descriptor: descriptor)
                : .confirm(teller, descriptor: descriptor)
        case "acceptExposure":
            guard let teller = object["teller"]?.text, object.count == 1 else {
                throw Fault(
                    code: "E-FIELD",
                    text: Text(
                        "acceptExposure 须有 teller，别无其他", "acceptExposure takes teller, nothing else"
                    ),
                    ref: ref)
            }
            return .acceptExposure(PersonID(rawValue: teller))
        case "explain":
            guard var inner = object["command"]?.object,
                let name = inner.removeValue(forKey: "do")?.text
            else {
                throw Fault(
                    code: "E-DO",
                    text: Text("explain 须有 command，其中有 do", "explain needs a command with a do"),
                    ref: ref)
            }
            return .explain(try decode(MeetingCommand.self, named: name, from: inner, ref))
        default: break
        }
        if name.hasPrefix("people.") {
            return .people(
                try decode(
                    PersonnelCommand.self, named: String(name.dropFirst(7)), from: object, ref))
        }
        return .meeting(try decode(MeetingCommand.self, named: name, from: object, ref))
    }

    /// Commands whose secret is read from a descriptor: who, and which descriptor.
    private static func secretly(
        _ who: String, of name: String, in object: [String: JSONValue], _ ref: Ref?
    ) throws -> (PersonID, ChoiceReader.Source) {
        let tag = object["tag"]?.text
        guard let person = object[who]?.text,
            let descriptor = object["descriptor"]?.integer, (3...1023).contains(descriptor),
            object.count == (object["tag"] == nil ? 2 : 3),
            object["tag"] == nil
                || tag.map({ (1...64).contains($0.utf8.count) && !$0.contains("\n") }) == true
        else {
            throw Fault(
                code: "E-FIELD",
                text: Text(
                    "\(name) 须有 \(who) 和 descriptor（从哪个文件描述符读取，3 起），可有 tag，别无其他",
                    "\(name) takes \(who) and descriptor (where the secret is read, from 3 on), perhaps tag, nothing else"
                ), ref: ref)
        }
        return (
            PersonID(rawValue: person),
            ChoiceReader.Source(descriptor: Int32(descriptor), tag: tag)
        )
    }

    private static func decode<T: Decodable>(
        _ type: T.Type, named name: String, from payload: [String: JSONValue], _ ref: Ref?
    ) throws -> T {
        var object = payload
        object["type"] = .text(name)
        try fillIn(&object, name, ref)
        do {
            let data = try JSONEncoder().encode(object)
            return try JSONDecoder().decode(T.self, from: data)
        } catch let error as DecodingError {
            throw Fault(code: "E-FIELD", text: describe(error, name), ref: ref)
        }
    }

    /// What may be left out: empty words and lists; a built-in profile by its name; recommendations
    /// by their id, the register knows the rest.
    private static func fillIn(_ object: inout [String: JSONValue], _ name: String, _ ref: Ref?)
        throws
    {
        switch name {
        case "stateView": object["words"] = object["words"] ?? .text("")
        case "closeBox":
            // The figures are the box's: what is said here is not looked at.
            object["archive"] = .text("")
            object["issued"] = .integer(0)
            object["returned"] = .integer(0)
            object["figures"] = .list([])
        case "countBox":
            object["archive"] = .text("")
            object["figures"] = .list([])
        case "close": object["unfinished"] = object["unfinished"] ?? .list([])
        case "attach":
            if let r = object["recommendation"]?.text { object["recommendation"] = fact(r) }
        case "importPeople":
            object["people"] = each(object["people"]) { person in
                person["inCharge"] = person["inCharge"] ?? .list([])
            }
        case "plan":
            object["profileHash"] = object["profileHash"] ?? .text("")
            object["attendees"] = object["attendees"] ?? .list([])
            object["matters"] = each(object["matters"]) { matter in
                matter["candidates"] = matter["candidates"] ?? .list([])
                let facts = matter["recommendations"]?.list ?? []
                matter["recommendations"] = .list(facts.map { $0.text.map(fact) ?? $0 })
                // What an earlier meeting did is the register's word.
                matter["resubmits"] = filled(matter["resubmits"], ["returns": .integer(0)])
                matter["reconsiders"] = filled(
                    matter["reconsiders"], ["wasDecided": .bool(false), "vetoes": .integer(0)])
            }
            if let profile = object["profile"]?.text {
                guard BuiltInProfiles.names.contains(profile),
                    let value = ProfileReader.read(profile).value
                else {
                    throw Fault(
                        code: "E-REF",
                        text: Problem.unknownProfile(profile, known: BuiltInProfiles.names).text,
                        ref: ref)
                }
                object["profile"] = try JSONDecoder().decode(
                    JSONValue.self, from: JSONEncoder().encode(value))
            }
        default: break
        }
    }

    /// A list of objects, each with something filled in; what is no list of objects is an empty one.
    private static func each(
        _ list: JSONValue?, _ fill: (inout [String: JSONValue]) -> Void
    ) -> JSONValue {
        let values = list?.list ?? []
        let objects = values.compactMap(\.object)
        guard objects.count == values.count else { return .list([]) }
        return .list(
            objects.map { object in
                var object = object
                fill(&object)
                return .object(object)
            })
    }

    /// An object with what it doesn't say itself; nil where there is none.
    private static func filled(_ value: JSONValue?, _ rest: [String: JSONValue]) -> JSONValue? {
        guard let value, let object = value.object else { return value }
        return .object(object.merging(rest) { own, _ in own })
    }

    private static func fact(_ id: String) -> JSONValue {
        .object([
            "id": .text(id), "candidate": .text(""), "recommenders": .list([]), "sha256": .text(""),
        ])
    }

    private static func describe(_ error: DecodingError, _ name: String) -> Text {
        func path(_ context: DecodingError.Context, _ key: (any CodingKey)? = nil) -> String {
            let keys = context.codingPath + (key.map { [$0] } ?? [])
            return keys.map(\.stringValue).joined(separator: ".")
        }
        switch error {
        case .keyNotFound(let key, let context):
            return Text(
                "\(name) 缺少 \(path(context, key))",
                "\(name) lacks \(path(context, key))")
        case .typeMismatch(_, let context), .valueNotFound(_, let context):
            return Text(
                "\(path(context)) 的类型不对", "\(path(context)) has the wrong type")
        case .dataCorrupted(let context):
            if context.codingPath.last?.stringValue == "type" {
                return Text(
                    "不认识的命令 \(name)",
                    "unknown command \(name)")
            }
            return Text(
                "\(path(context)) 的值无效；可用值见 docs/PROTOCOL.md",
                "\(path(context)) has an invalid value; docs/PROTOCOL.md lists those possible")
        @unknown default: return Text("命令读不懂", "the command can't be read")
        }
    }
}
