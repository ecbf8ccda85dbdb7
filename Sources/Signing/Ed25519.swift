// SPDX-License-Identifier: GPL-3.0-or-later
import CSodium

/// Signatures by Ed25519 (RFC 8032), computed by libsodium. Nothing here draws a number, reads a clock
/// or touches a file: what it gives depends on what it is given.
public enum Ed25519 {
    /// Bytes of a public key, a signature, the seed of a private key, and the salt of a passphrase.
    public static let publicKeyBytes = 32
    public static let signatureBytes = 64
    public static let seedBytes = 32
    public static let saltBytes = 16

    /// Whether the signature is this key's for just these bytes. Keys and signatures are in lower-case
    /// hex; whatever isn't well formed is no signature.
    public static func isValid(_ signature: String, of message: [UInt8], by publicKey: String)
        -> Bool
    {
        guard let signature = Hex.bytes(signature, count: signatureBytes),
            let key = Hex.bytes(publicKey, count: publicKeyBytes)
        else { return false }
        return crypto_sign_verify_detached(signature, message, UInt64(message.count), key) == 0
    }

    /// Whether anybody can sign with it: a point of the curve's main subgroup, in its one form. Under one of small order
    /// a signature would be nobody's.
    public static func isKey(_ publicKey: String) -> Bool {
        guard sodium_init() >= 0, let key = Hex.bytes(publicKey, count: publicKeyBytes) else {
            return false
        }
        return crypto_core_ed25519_is_valid_point(key) == 1
    }

    /// The public key of a seed, in hex.
    public static func publicKey(of seed: UnsafeRawBufferPointer) -> String? {
        withKeys(seed) { key, _ in Hex.text(key) }
    }

    /// Signs bytes; gives 128 hex digits.
    public static func sign(_ message: [UInt8], with seed: UnsafeRawBufferPointer) -> String? {
        withKeys(seed) { _, secret in
            var out = [UInt8](repeating: 0, count: signatureBytes)
            guard let start = secret.bindMemory(to: UInt8.self).baseAddress,
                crypto_sign_detached(&out, nil, message, UInt64(message.count), start) == 0
            else { return nil }
            return Hex.text(out)
        }
    }

    /// The seed of a private key, from a passphrase: Argon2id, 256 MiB, three passes. The key itself
    /// is stored nowhere.
    ///
    /// - Returns: false when the machine lacks the memory.
    public static func derive(
        _ passphrase: UnsafeRawBufferPointer, salt: [UInt8],
        into seed: UnsafeMutableRawBufferPointer
    ) -> Bool {
        guard salt.count == saltBytes, seed.count == seedBytes, sodium_init() >= 0,
            let out = seed.bindMemory(to: UInt8.self).baseAddress,
            let words = passphrase.bindMemory(to: CChar.self).baseAddress
        else { return false }
        return crypto_pwhash(
            out, UInt64(seedBytes), words, UInt64(passphrase.count), salt,
            UInt64(crypto_pwhash_OPSLIMIT_MODERATE), Int(crypto_pwhash_MEMLIMIT_MODERATE),
            crypto_pwhash_ALG_ARGON2ID13) == 0
    }

    /// SHA-256 of some bytes, in hex.
    public static func sha256(_ bytes: [UInt8]) -> String {
        var out = [UInt8](repeating: 0, count: Int(crypto_hash_sha256_BYTES))
        _ = crypto_hash_sha256(&out, bytes, UInt64(bytes.count))
        return Hex.text(out)
    }

    /// The secret key lies in locked memory for as long as `body` runs.
    private static func withKeys<R>(
        _ seed: UnsafeRawBufferPointer, _ body: ([UInt8], UnsafeRawBufferPointer) -> R?
    ) -> R? {
        let size = Int(crypto_sign_SECRETKEYBYTES)
        guard seed.count == seedBytes, sodium_init() >= 0, let memory = sodium_malloc(size) else {
            return nil
        }
        defer { sodium_free(memory) }
        var key = [UInt8](repeating: 0, count: publicKeyBytes)
        guard let start = seed.bindMemory(to: UInt8.self).baseAddress,
            crypto_sign_seed_keypair(&key, memory.assumingMemoryBound(to: UInt8.self), start) == 0
        else { return nil }
        return body(key, UnsafeRawBufferPointer(start: memory, count: size))
    }
}

/// Lower-case hexadecimal digits, two a byte; nothing else is read.
public enum Hex {
    /// Lower-case hex digits, two a byte.
    public static func text(_ bytes: some Sequence<UInt8>) -> String {
        let digits = Array("0123456789abcdef".utf8)
        return String(
            decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
    }

    /// Nil unless the text is just so many bytes.
    public static func bytes(_ text: String, count: Int) -> [UInt8]? {
        let digits = Array(text.utf8)
        guard digits.count == 2 * count else { return nil }
        var out: [UInt8] = []
        out.reserveCapacity(count)
        for i in stride(from: 0, to: digits.count, by: 2) {
            guard let high = value(digits[i]), let low = value(digits[i + 1]) else { return nil }
            out.append(high << 4 | low)
        }
        return out
    }

    private static func value(_ digit: UInt8) -> UInt8? {
        switch digit {
        case 0x30...0x39: digit - 0x30
        case 0x61...0x66: digit - 0x57
        default: nil
        }
    }
}
