// SPDX-License-Identifier: GPL-3.0-or-later
import Ballot
import Basics
import Foundation
import Meeting
import Personnel

// The archives of sealed boxes: proven once the entries around them were judged.

extension VerifyWalk {
    /// A box that was closed, and the state that it was closed in.
    struct Closed: Sendable {
        var seq: Int
        var meeting: MeetingID
        var closing: BoxClosing
        var before: MeetingState
        /// The hash of the register's first entry; nil for an archive of 0.2, which doesn't name it.
        var register: String?
    }

    /// How many archives are proven together.
    public static let batch = 32

    /// Every ballot proven again: each vote's proofs, the sum, the tellers' decryption, the result,
    /// and that this is the count which the tellers signed.
    ///
    /// - Parameters:
    ///   - waiting: nothing is done while fewer wait: several together keep every core at work.
    ///   - bytes: the archive with this hash, if there is one.
    ///
    /// - Throws: what `bytes` throws; a fault goes into the report.
    public mutating func checkArchives(
        when waiting: Int = 1, _ bytes: (String) throws -> Data?
    ) throws {
        guard pendingArchives.count >= waiting else { return }
        let found = try pendingArchives.map { try bytes($0.closing.archive) }
        let answers = concurrentMap(Array(zip(pendingArchives, found))) { item, bytes in
            Self.proven(item, bytes)
        }
        for (item, answer) in zip(pendingArchives, answers) {
            switch answer {
            case .success(let ballots): report.ballots += ballots
            case .failure(let why): report.add(.archive(seq: item.seq, item.meeting, why.fault))
            }
        }
        pendingArchives = []
    }

    /// Missing or another's where there is no fault of its own.
    private struct Unproven: Error { var fault: ArchiveFault? }

    /// - Returns: the ballots in it.
    private static func proven(_ item: Closed, _ bytes: Data?) -> Result<Int, Unproven> {
        guard let bytes, Digest.of([UInt8](bytes)).hex == item.closing.archive else {
            return .failure(Unproven())
        }
        do {
            let archive = try ArchiveVerifier.verify(bytes)
            guard item.closing.agrees(with: archive, item.before, item.meeting, item.register)
            else {
                return .failure(Unproven())
            }
            return .success(archive.tallied)
        } catch { return .failure(Unproven(fault: error)) }
    }

}

extension BoxClosing {
    /// Whether the archive proves these figures, for this paper and this electorate.
    fileprivate func agrees(
        with archive: ArchiveReport, _ state: MeetingState, _ meeting: MeetingID,
        _ register: String?
    ) -> Bool {
        guard let ballot = state.ballot, let charter = state.charter else { return false }
        let asked = ballot.matters.map(state.question)
        let paper = ballot.matters.first.map {
            state.paperDescription(of: meeting, $0, register: register)
        }
        guard archive.isSorted, archive.tallied == returned, archive.ballots == returned,
            archive.credentials == ballot.electorate, archive.hasBareCredentials,
            archive.trustees.count == state.tellers.count,
            archive.election.name == charter.plan.title, archive.election.description == paper,
            archive.election.questions == asked, figures.count == asked.count
        else { return false }
        return asked.indices.allSatisfy {
            figures[$0].choices.map(String.init) == asked[$0].choices(archive.result[$0])
        }
    }
}
