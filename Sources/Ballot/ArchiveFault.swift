// SPDX-License-Identifier: GPL-3.0-or-later

/// Why an archive proves nothing. Questions, answers, ballots and tellers are counted from 1.
public enum ArchiveFault: Error, Hashable, Sendable {
    /// Not a whole tar archive with the header of 4.4.
    case notAnArchive
    /// Something stands behind the last file.
    case tail
    /// A file that isn't named after its contents, or that nothing refers to.
    case file(String)
    /// A payload is missing or can't be read.
    case payload(String)
    /// The chain of events is broken, or an event stands where it may not.
    case chain(height: Int)
    /// Ends before the result.
    case unfinished(after: String)
    /// The archive uses something that this program doesn't check.
    case unsupported(String)
    case group(String)
    case questions
    case credential(Int)
    case repeatedCredential(Int)
    case trustee(Int)
    case electionKey
    case ballot(Int, BallotFault)
    case numTallied(said: Int, counted: Int)
    case encryptedTally(question: Int)
    case decryption(trustee: Int)
    case missingDecryptions
    case result(question: Int)

    /// Whether nothing is wrong with the archive as far as this program can read it: it is of a kind that isn't judged here.
    public var isOfAnotherKind: Bool {
        switch self {
        case .unsupported, .group: true
        default: false
        }
    }
}
