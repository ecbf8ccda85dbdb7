// SPDX-License-Identifier: GPL-3.0-or-later
import CSodium

/// A SHA-256 value (FIPS 180-4), computed by libsodium.
public struct Digest: Hashable, Sendable {
    private var words: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)

    /// All zero: what the first entry of a chain links to.
    public static let zero = Digest()
    private init() {}

    /// Nil unless there are just 32 bytes.
    public init?(bytes: some Collection<UInt8>) {
        guard bytes.count == 32 else { return nil }
        withUnsafeMutableBytes(of: &words) { $0.copyBytes(from: bytes) }
    }

    init?(_ buffer: UnsafeRawBufferPointer) {
        guard buffer.count == 32 else { return nil }
        withUnsafeMutableBytes(of: &words) { $0.copyMemory(from: buffer) }
    }

    /// The digest of some bytes.
    public static func of(_ bytes: UnsafeRawBufferPointer) -> Digest {
        var digest = Digest()
        let input = bytes.baseAddress?.assumingMemoryBound(to: UInt8.self)
        withUnsafeMutableBytes(of: &digest.words) { out in
            guard let place = out.baseAddress?.assumingMemoryBound(to: UInt8.self) else { return }
            _ = crypto_hash_sha256(place, input, UInt64(bytes.count))
        }
        return digest
    }

    /// The digest of bytes in memory.
    public static func of(_ bytes: [UInt8]) -> Digest { bytes.withUnsafeBytes { of($0) } }

    /// 64 lower-case hex digits, nothing else.
    public init?(hex: String) {
        var bytes: [UInt8] = []
        var rest = Array(hex.utf8)[...]
        // A number may be written with a sign or in capitals, a digest not.
        guard rest.count == 64,
            rest.allSatisfy({ (48...57).contains($0) || (97...102).contains($0) })
        else { return nil }
        while let pair = rest.first.map({ _ in rest.prefix(2) }), !pair.isEmpty {
            guard let byte = UInt8(String(decoding: pair, as: UTF8.self), radix: 16) else {
                return nil
            }
            bytes.append(byte)
            rest = rest.dropFirst(2)
        }
        self.init(bytes: bytes)
    }

    /// A digest of bytes that come piece by piece.
    public final class Stream {
        private var state = crypto_hash_sha256_state()

        public init() { crypto_hash_sha256_init(&state) }

        /// Takes in more bytes.
        public func add(_ bytes: [UInt8]) {
            crypto_hash_sha256_update(&state, bytes, UInt64(bytes.count))
        }

        /// The digest of all that was taken in.
        public func finish() -> Digest {
            var digest = Digest()
            withUnsafeMutableBytes(of: &digest.words) { out in
                guard let place = out.baseAddress?.assumingMemoryBound(to: UInt8.self) else {
                    return
                }
                _ = crypto_hash_sha256_final(&state, place)
            }
            return digest
        }
    }

    /// The chain: H(domain ‖ previous ‖ H(body)). A body can be left out of an excerpt, and the
    /// chain still be followed by its digest.
    static func link(previous: Digest, body: Digest) -> Digest {
        withUnsafeTemporaryAllocation(byteCount: domain.count + 64, alignment: 8) { buffer in
            buffer.copyBytes(from: domain)
            previous.withBytes {
                buffer[domain.count..<(domain.count + 32)].copyBytes(from: $0)
            }
            body.withBytes { buffer[(domain.count + 32)...].copyBytes(from: $0) }
            return of(UnsafeRawBufferPointer(buffer))
        }
    }

    private static let domain = Array("lastword/entry/1\u{0}".utf8)

    func withBytes<R>(_ body: (UnsafeRawBufferPointer) throws -> R) rethrows -> R {
        try withUnsafeBytes(of: words, body)
    }

    /// The 32 bytes.
    public var bytes: [UInt8] { withBytes { Array($0) } }

    /// 64 lower-case digits.
    public var hex: String {
        let digits = Array("0123456789abcdef".utf8)
        return withBytes { buffer in
            String(
                decoding: buffer.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] },
                as: UTF8.self)
        }
    }

    public static func == (a: Digest, b: Digest) -> Bool { a.words == b.words }
    public func hash(into hasher: inout Hasher) { hasher.combine(words.0) }
}
