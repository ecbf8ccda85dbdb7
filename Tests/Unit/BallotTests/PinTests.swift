// SPDX-License-Identifier: GPL-3.0-or-later
import BallotBox
import Foundation
import Testing

@Suite("the tellers' PINs")
struct PinTests {
    static func pin(_ text: String) -> LockedBytes {
        let out = LockedBytes(count: text.utf8.count)
        out.fill { $0.copyBytes(from: Array(text.utf8)) }
        return out
    }

    static func pins() -> TellerPins { TellerPins(operations: 1, memory: 8192) }

    @Test("six digits, none that everybody tries first")
    func form() {
        let pins = Self.pins()
        for text in ["", "12345", "1234567", "12345a", "１２３４５６"] {
            #expect(throws: PinError.notSixDigits) { try pins.set(1, Self.pin(text)) }
        }
        for text in [
            "000000", "123456", "987654", "121212", "345345", "850321", "210385", "032185",
            "198503",
        ] {
            #expect(throws: PinError.weak) { try pins.set(1, Self.pin(text)) }
        }
        // No month is the thirteenth, no day the thirty-second.
        for (seat, text) in ["135791", "851301", "850332", "321385"].enumerated() {
            #expect(throws: Never.self) { try pins.set(1 + seat, Self.pin(text)) }
        }
        #expect(throws: PinError.isSet) { try pins.set(1, Self.pin("271828")) }
    }

    @Test("two wrong tries are free, then each waits twice as long, to a minute; a hundred are all")
    func delays() throws {
        let pins = Self.pins()
        try pins.set(3, Self.pin("271828"))
        #expect(throws: PinError.none) { try pins.check(4, Self.pin("271828"), at: 0) }
        var now: Int64 = 0
        for wait in [0, 0, 2, 4, 8, 16, 32, 60, 60] {
            #expect(throws: PinError.wrong(wait: wait)) {
                try pins.check(3, Self.pin("271829"), at: now)
            }
            if wait > 0 {
                #expect(throws: PinError.tooEarly(wait: wait)) {
                    try pins.check(3, Self.pin("271828"), at: now)
                }
            }
            now += Int64(wait) * 1000
        }
        // What the vault keeps goes on counting.
        let again = TellerPins(secrets: pins.secrets())
        #expect(again.has(3) && !again.has(4))
        #expect(throws: PinError.wrong(wait: 60)) {
            try again.check(3, Self.pin("000000"), at: now)
        }
        try pins.check(3, Self.pin("271828"), at: now)
        #expect(throws: PinError.wrong(wait: 0)) { try pins.check(3, Self.pin("1"), at: now) }
        var tries = 1
        while true {
            now += 60_000
            do { try pins.check(3, Self.pin("1"), at: now) } catch PinError.exhausted {
                break
            } catch {}
            tries += 1
        }
        #expect(tries == 99)
        #expect(throws: PinError.exhausted) { try pins.check(3, Self.pin("271828"), at: now) }
        pins.keepOnly([4])
        #expect(!pins.has(3))
    }
}
