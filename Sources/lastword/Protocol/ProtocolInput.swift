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

        init?(_ value: Any?) {
            if let text = value as? String {
                self = .text(text)
            } else if let number = value as? Int {
                self = .number(number)
            } else {
                return nil
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
        let tree: Any
        do { tree = try JSONSerialization.jsonObject(with: Data(line.utf8)) } catch {
            throw Fault(code: "E-JSON", text: Text("不是合法的 JSON", "not valid JSON"))
        }
        guard var object = tree as? [String: Any] else {
            throw Fault(code: "E-JSON", text: Text("应是一个 JSON 对象", "a JSON object is expected"))
        }
        ref = Ref(object.removeValue(forKey: "ref"))
        if let raw = object.removeValue(forKey: "at") {
            guard let text = raw as? String, let time = Timestamp(text) else {
                throw Fault(
                    code: "E-TIME",
                    text: Text(
                        "at 须如 2026-11-23T14:30:00+08:00", "at looks like 2026-11-23T14:30:00+08:00"
                    ),
                    ref: ref)
            }
            at = time
        }
        guard let name = object.removeValue(forKey: "do") as? String else {
            throw Fault(code: "E-DO", text: Text("缺少 do", "do is missing"), ref: ref)
        }
        request = try Self.request(name, object, ref)
    }

    private static func request(_ name: String, _ object: [String: Any], _ ref: Ref?) throws
        -> Request
    {
        switch name {
        case "state": return .state
        case "possible": return .possible
        case "head": return .head
        case "cast":
            let (member, descriptor) = try secretly("member", name, object, ref)
            return .cast(member, descriptor: descriptor)
        case "setPin", "confirm":
            let (teller, descriptor) = try secretly("teller", name, object, ref)
            return name == "setPin"
                ? .setPin(teller, descriptor: descriptor)
                : .confirm(teller, descriptor: descriptor)
        case "acceptExposure":
            guard let teller = object["teller"] as? String, object.count == 1 else {
                throw Fault(
                    code: "E-FIELD",
                    text: Text(
                        "acceptExposure 须有 teller，别无其他", "acceptExposure takes teller, nothing else"
                    ),
                    ref: ref)
            }
            return .acceptExposure(PersonID(rawValue: teller))
        case "explain":
            guard var inner = object["command"] as? [String: Any],
                let name = inner.removeValue(forKey: "do") as? String
            else {
                throw Fault(
                    code: "E-DO",
                    text: Text("explain 须有 command，其中有 do", "explain needs a command with a do"),
                    ref: ref)
            }
            return .explain(try decode(MeetingCommand.self, name, inner, ref))
        default: break
        }
        if name.hasPrefix("people.") {
            return .people(
                try decode(PersonnelCommand.self, String(name.dropFirst(7)), object, ref))
        }
        return .meeting(try decode(MeetingCommand.self, name, object, ref))
    }

    /// Commands whose secret is read from a descriptor: who, and which descriptor.
    private static func secretly(
        _ who: String, _ name: String, _ object: [String: Any], _ ref: Ref?
    ) throws -> (PersonID, ChoiceReader.Source) {
        let tag = object["tag"] as? String
        guard let person = object[who] as? String,
            let descriptor = object["descriptor"] as? Int, (3...1023).contains(descriptor),
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
        _ type: T.Type, _ name: String, _ payload: [String: Any], _ ref: Ref?
    ) throws -> T {
        var object = payload
        object["type"] = name
        try fillIn(&object, name, ref)
        do {
            let data = try JSONSerialization.data(withJSONObject: object)
            return try JSONDecoder().decode(T.self, from: data)
        } catch let error as DecodingError {
            throw Fault(code: "E-FIELD", text: describe(error, name), ref: ref)
        }
    }

    /// What may be left out: empty words and lists; a built-in profile by its name; recommendations
    /// by their id, the register knows the rest.
    private static func fillIn(_ object: inout [String: Any], _ name: String, _ ref: Ref?) throws {
        switch name {
        case "stateView": object["words"] = object["words"] ?? ""
        case "closeBox":
            // The figures are the box's: what is said here is not looked at.
            object["archive"] = ""
            object["issued"] = 0
            object["returned"] = 0
            object["figures"] = [Any]()
        case "countBox":
            object["archive"] = ""
            object["figures"] = [Any]()
        case "close": object["unfinished"] = object["unfinished"] ?? [String]()
        case "attach":
            if let r = object["recommendation"] as? String { object["recommendation"] = fact(r) }
        case "importPeople":
            let people = object["people"] as? [[String: Any]] ?? []
            object["people"] = people.map { person in
                var person = person
                person["inCharge"] = person["inCharge"] ?? [String]()
                return person
            }
        case "plan":
            object["profileHash"] = object["profileHash"] ?? ""
            object["attendees"] = object["attendees"] ?? [String]()
            let matters = object["matters"] as? [[String: Any]] ?? []
            object["matters"] = matters.map { matter in
                var matter = matter
                matter["candidates"] = matter["candidates"] ?? [String]()
                let facts = matter["recommendations"] as? [Any] ?? []
                matter["recommendations"] = facts.map { ($0 as? String).map(fact) ?? $0 }
                return matter
            }
            if let profile = object["profile"] as? String {
                guard BuiltInProfiles.names.contains(profile),
                    let value = ProfileReader.read(profile).value
                else {
                    throw Fault(
                        code: "E-REF",
                        text: Problem.unknownProfile(profile, known: BuiltInProfiles.names).text,
                        ref: ref)
                }
                object["profile"] = try JSONSerialization.jsonObject(
                    with: JSONEncoder().encode(value))
            }
        default: break
        }
    }

    private static func fact(_ id: String) -> [String: Any] {
        ["id": id, "candidate": "", "recommenders": [String](), "sha256": ""]
    }

    private static func describe(_ error: DecodingError, _ name: String) -> Text {
        func path(_ context: DecodingError.Context, _ key: (any CodingKey)? = nil) -> String {
            let keys = context.codingPath + (key.map { [$0] } ?? [])
            return Legibility.visible(keys.map(\.stringValue).joined(separator: "."))
        }
        switch error {
        case .keyNotFound(let key, let context):
            return Text(
                "\(Legibility.visible(name)) 缺少 \(path(context, key))",
                "\(Legibility.visible(name)) lacks \(path(context, key))")
        case .typeMismatch(_, let context), .valueNotFound(_, let context):
            return Text(
                "\(path(context)) 的类型不对", "\(path(context)) has the wrong type")
        case .dataCorrupted(let context):
            if context.codingPath.last?.stringValue == "type" {
                return Text(
                    "不认识的命令 \(Legibility.visible(name))",
                    "unknown command \(Legibility.visible(name))")
            }
            return Text(
                "\(path(context)) 的值无效；可用值见 docs/PROTOCOL.md",
                "\(path(context)) has an invalid value; docs/PROTOCOL.md lists those possible")
        @unknown default: return Text("命令读不懂", "the command can't be read")
        }
    }
}
