// SPDX-License-Identifier: GPL-3.0-or-later
import CSimdJSON
import Foundation
import Meeting

/// Reads stored JSON with simdjson: replaying a register decodes every event, and Foundation's
/// decoder takes three times as long. Writing stays with Foundation's encoder.
final class StoredJSON {
    private let parser: OpaquePointer
    private let memo: ProfileMemo?

    /// - Parameter remembersProfiles: decode a profile once for all plans that name its hash. A
    ///   register holds few profiles and many plans. Verification, which must not believe a hash
    ///   before it has computed it, does without.
    init(remembersProfiles: Bool = false) {
        guard let parser = lw_json_parser_new() else { preconditionFailure("out of memory") }
        self.parser = parser
        memo = remembersProfiles ? ProfileMemo() : nil
    }

    deinit { lw_json_parser_free(parser) }

    /// The document's root; it lives until the next parse.
    func parse(_ bytes: UnsafeRawBufferPointer) throws -> StoredDecoder {
        var root = lw_json()
        let code = lw_json_parse(
            parser, bytes.baseAddress?.assumingMemoryBound(to: UInt8.self), bytes.count, &root)
        guard code == 0 else {
            throw DecodingError.dataCorrupted(
                .init(codingPath: [], debugDescription: String(cString: lw_json_error(code))))
        }
        return StoredDecoder(value: root, memo: memo)
    }
}

/// Profiles already decoded, by their hash.
final class ProfileMemo {
    var profiles: [String: Profile] = [:]
}

struct StoredDecoder: Decoder {
    let value: lw_json
    let memo: ProfileMemo?
    var codingPath: [any CodingKey] { [] }
    var userInfo: [CodingUserInfoKey: Any] { [:] }

    func container<Key: CodingKey>(keyedBy type: Key.Type) throws -> KeyedDecodingContainer<Key> {
        guard lw_json_kind(value) == LW_JSON_OBJECT else { throw mismatch("an object") }
        return KeyedDecodingContainer(Keyed<Key>(object: value, memo: memo))
    }

    func unkeyedContainer() throws -> any UnkeyedDecodingContainer {
        guard lw_json_kind(value) == LW_JSON_ARRAY else { throw mismatch("an array") }
        return Unkeyed(value, memo)
    }

    func singleValueContainer() throws -> any SingleValueDecodingContainer {
        Single(value: value, memo: memo)
    }

    func member(_ key: StaticString) -> lw_json? {
        var out = lw_json()
        let found = key.withUTF8Buffer { k in
            k.withMemoryRebound(to: CChar.self) {
                lw_json_member(value, $0.baseAddress, $0.count, &out)
            }
        }
        return found == 1 ? out : nil
    }

    /// Number of members of an object.
    var count: Int { lw_json_count(value) }
}

private func mismatch(_ what: String) -> DecodingError {
    .dataCorrupted(.init(codingPath: [], debugDescription: "expected \(what)"))
}

func text(_ value: lw_json) throws -> String {
    var bytes: UnsafePointer<CChar>?
    var length = 0
    guard lw_json_string(value, &bytes, &length) == 1, let bytes else { throw mismatch("a text") }
    let buffer = UnsafeRawBufferPointer(start: bytes, count: length)
    return String(decoding: buffer, as: UTF8.self)
}

/// No number of a record is larger, whatever it counts: with so many digits to spare no sum or product of a stranger's
/// figures overflows.
let largestNumber: Int64 = 1_000_000_000_000_000

func integer<T: FixedWidthInteger>(_ value: lw_json) throws -> T {
    var out: Int64 = 0
    guard lw_json_int(value, &out) == 1, (-largestNumber...largestNumber).contains(out),
        let result = T(exactly: out)
    else {
        throw mismatch("a whole number")
    }
    return result
}

private func truth(_ value: lw_json) throws -> Bool {
    var out: Int32 = 0
    guard lw_json_bool(value, &out) == 1 else { throw mismatch("true or false") }
    return out == 1
}

private struct Keyed<Key: CodingKey>: KeyedDecodingContainerProtocol {
    let object: lw_json
    let memo: ProfileMemo?
    var codingPath: [any CodingKey] { [] }

    var allKeys: [Key] {
        (0..<lw_json_count(object)).compactMap { i in
            var bytes: UnsafePointer<CChar>?
            var length = 0
            guard lw_json_key(object, i, &bytes, &length) == 1, let bytes else { return nil }
            return Key(
                stringValue: String(
                    decoding: UnsafeRawBufferPointer(start: bytes, count: length), as: UTF8.self))
        }
    }

    private func find(_ key: Key) -> lw_json? {
        var name = key.stringValue
        return name.withUTF8 { k in
            var out = lw_json()
            let found = k.withMemoryRebound(to: CChar.self) {
                lw_json_member(object, $0.baseAddress, $0.count, &out)
            }
            return found == 1 ? out : nil
        }
    }

    private func get(_ key: Key) throws -> lw_json {
        guard let value = find(key) else {
            throw DecodingError.keyNotFound(key, .init(codingPath: [], debugDescription: "missing"))
        }
        return value
    }

    func contains(_ key: Key) -> Bool { find(key) != nil }
    func decodeNil(forKey key: Key) throws -> Bool { lw_json_kind(try get(key)) == LW_JSON_NULL }
    func decode(_ type: Bool.Type, forKey key: Key) throws -> Bool { try truth(get(key)) }
    func decode(_ type: String.Type, forKey key: Key) throws -> String { try text(get(key)) }
    func decode(_ type: Int.Type, forKey key: Key) throws -> Int { try integer(get(key)) }
    func decode<T: Decodable>(_ type: T.Type, forKey key: Key) throws -> T {
        if let memo, type == Profile.self, let profile = try profile(key, memo) as? T {
            return profile
        }
        return try T(from: StoredDecoder(value: get(key), memo: memo))
    }

    /// A profile beside its hash, decoded at most once.
    private func profile(_ key: Key, _ memo: ProfileMemo) throws -> Profile? {
        let parent = StoredDecoder(value: object, memo: nil)
        guard let hash = parent.member("profileHash").flatMap({ try? text($0) }) else { return nil }
        if let known = memo.profiles[hash] { return known }
        let profile = try Profile(from: StoredDecoder(value: get(key), memo: nil))
        memo.profiles[hash] = profile
        return profile
    }

    func nestedContainer<K: CodingKey>(keyedBy type: K.Type, forKey key: Key) throws
        -> KeyedDecodingContainer<K>
    {
        try StoredDecoder(value: get(key), memo: memo).container(keyedBy: type)
    }
    func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer {
        try StoredDecoder(value: get(key), memo: memo).unkeyedContainer()
    }
    func superDecoder() throws -> any Decoder {
        StoredDecoder(value: object, memo: memo)
    }
    func superDecoder(forKey key: Key) throws -> any Decoder {
        StoredDecoder(value: try get(key), memo: memo)
    }
}

private struct Unkeyed: UnkeyedDecodingContainer {
    private let elements: [lw_json]
    private let memo: ProfileMemo?
    var currentIndex = 0
    var codingPath: [any CodingKey] { [] }
    var count: Int? { elements.count }
    var isAtEnd: Bool { currentIndex == elements.count }

    init(_ array: lw_json, _ memo: ProfileMemo?) {
        self.memo = memo
        let count = lw_json_count(array)
        elements = Array(unsafeUninitializedCapacity: count) { buffer, initialized in
            if let base = buffer.baseAddress { lw_json_elements(array, base) }
            initialized = count
        }
    }

    private mutating func next() throws -> lw_json {
        guard !isAtEnd else { throw mismatch("another element") }
        currentIndex += 1
        return elements[currentIndex - 1]
    }

    mutating func decodeNil() throws -> Bool {
        guard !isAtEnd, lw_json_kind(elements[currentIndex]) == LW_JSON_NULL else { return false }
        currentIndex += 1
        return true
    }
    mutating func decode(_ type: Bool.Type) throws -> Bool { try truth(next()) }
    mutating func decode(_ type: String.Type) throws -> String { try text(next()) }
    mutating func decode(_ type: Int.Type) throws -> Int { try integer(next()) }
    mutating func decode<T: Decodable>(_ type: T.Type) throws -> T {
        try T(from: StoredDecoder(value: next(), memo: memo))
    }
    mutating func nestedContainer<K: CodingKey>(keyedBy type: K.Type) throws
        -> KeyedDecodingContainer<K>
    {
        try StoredDecoder(value: next(), memo: memo).container(keyedBy: type)
    }
    mutating func nestedUnkeyedContainer() throws -> any UnkeyedDecodingContainer {
        try StoredDecoder(value: next(), memo: memo).unkeyedContainer()
    }
    mutating func superDecoder() throws -> any Decoder {
        StoredDecoder(value: try next(), memo: memo)
    }
}

private struct Single: SingleValueDecodingContainer {
    let value: lw_json
    let memo: ProfileMemo?
    var codingPath: [any CodingKey] { [] }

    func decodeNil() -> Bool { lw_json_kind(value) == LW_JSON_NULL }
    func decode(_ type: Bool.Type) throws -> Bool { try truth(value) }
    func decode(_ type: String.Type) throws -> String { try text(value) }
    func decode(_ type: Int.Type) throws -> Int { try integer(value) }
    func decode<T: Decodable>(_ type: T.Type) throws -> T {
        try T(from: StoredDecoder(value: value, memo: memo))
    }
}

// The record holds texts, whole numbers and truth values only: no other number type is decoded.
extension KeyedDecodingContainerProtocol {
    func decode(_ type: Double.Type, forKey key: Key) throws -> Double {
        throw mismatch("no Double")
    }
    func decode(_ type: Float.Type, forKey key: Key) throws -> Float { throw mismatch("no Float") }
    func decode(_ type: Int8.Type, forKey key: Key) throws -> Int8 { throw mismatch("no Int8") }
    func decode(_ type: Int16.Type, forKey key: Key) throws -> Int16 { throw mismatch("no Int16") }
    func decode(_ type: Int32.Type, forKey key: Key) throws -> Int32 { throw mismatch("no Int32") }
    func decode(_ type: Int64.Type, forKey key: Key) throws -> Int64 { throw mismatch("no Int64") }
    func decode(_ type: UInt.Type, forKey key: Key) throws -> UInt { throw mismatch("no UInt") }
    func decode(_ type: UInt8.Type, forKey key: Key) throws -> UInt8 { throw mismatch("no UInt8") }
    func decode(_ type: UInt16.Type, forKey key: Key) throws -> UInt16 {
        throw mismatch("no UInt16")
    }
    func decode(_ type: UInt32.Type, forKey key: Key) throws -> UInt32 {
        throw mismatch("no UInt32")
    }
    func decode(_ type: UInt64.Type, forKey key: Key) throws -> UInt64 {
        throw mismatch("no UInt64")
    }
}
