// SPDX-License-Identifier: GPL-3.0-or-later
import Basics
import Foundation
import Meeting
import Personnel
import Record

/// Proves the record again while it is played: everything up to a step, by the walk that `verify` takes.
public final class ReplayVerifier {
    private let register: Register
    private var walk = VerifyWalk()
    /// The place in the register up to which everything was proven.
    public private(set) var through = 0
    /// The first fault, if one was found: the replay stops there.
    public private(set) var fault: VerifyFault?
    private var known = 0
    private var looked = false

    public init(_ register: Register) { self.register = register }

    /// Goes on as far as a place, or as long as it may.
    ///
    /// - Parameter most: entries at a time, so that a screen stays alive.
    /// - Throws: `RegisterError` where the file can't be read.
    public func advance(through seq: Int, most: Int = .max) throws {
        guard fault == nil, try isWhole(), seq > through else { return }
        let end = most == .max ? seq : min(seq, through + most)
        try register.advance(&walk, after: through, through: end)
        through = end
        look()
    }

    /// What would show the walk other rows than the replay: rows before the first place, an index that lies.
    private func isWhole() throws -> Bool {
        guard !looked else { return true }
        looked = true
        let first = try register.places()?.lowerBound ?? 1
        if first != 1 {
            fault = .gap(expected: 1, found: first)
        } else if let gap = try register.firstGap() {
            // Nobody goes on place by place to a row that stands at the end of all numbers.
            fault = .gap(expected: gap.missing, found: gap.next)
        } else if let said = try register.fileFault() {
            fault = .file(said)
        }
        return fault == nil
    }

    /// At the register's end: what waits for something later has waited for nothing.
    public func finish() {
        guard fault == nil else { return }
        _ = walk.finish()
        look()
    }

    private func look() {
        let faults = walk.report.faults
        // Ballots are proven several together: what stands first comes first.
        fault = faults[known...].min { $0.seq ?? 0 < $1.seq ?? 0 }
        known = faults.count
    }

    /// Ballots whose proofs were checked so far.
    public var ballots: Int { walk.report.ballots }

    /// Whether a proof holds as far as the walk came.
    public func holds(_ proof: Proof) -> Bool {
        guard let fault else { return true }
        return fault.disproves != proof
    }
}
