// SPDX-License-Identifier: GPL-3.0-or-later
import CSodium
import Foundation

/// SHA-256 as the specification uses it, by libsodium.
public enum Hashing {
    /// SHA-256 of the bytes: 32 of them.
    public static func sha256(_ bytes: some ContiguousBytes) -> [UInt8] {
        bytes.withUnsafeBytes { input in
            [UInt8](unsafeUninitializedCapacity: 32) { out, count in
                guard let place = out.baseAddress else { return }
                _ = crypto_hash_sha256(
                    place, input.baseAddress?.assumingMemoryBound(to: UInt8.self),
                    UInt64(input.count))
                count = 32
            }
        }
    }

    /// Lower-case hex, two digits a byte.
    public static func hex(_ bytes: some ContiguousBytes) -> String {
        let digits = Array("0123456789abcdef".utf8)
        let hash = sha256(bytes)
        return String(
            decoding: hash.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
    }

    /// HJSON of section 4.15: Base64 without padding.
    public static func base64(_ bytes: some ContiguousBytes) -> String {
        var text = Data(sha256(bytes)).base64EncodedString()
        while text.hasSuffix("=") { text.removeLast() }
        return text
    }

    /// A challenge: the parts one after another, as a big-endian number modulo q.
    static func challenge(_ text: String) -> Number {
        sha256(Array(text.utf8)).withUnsafeBytes { Number(bytes: $0) }.reduced(mod: Group.q)
    }
}
