// SPDX-License-Identifier: GPL-3.0-or-later
import Basics

/// One of the powers ("keys") that a deputy holds and the chief supervises. Nanchuan, section 1.
public enum Power: String, Codable, Hashable, Sendable, CaseIterable {
    case finance, personnel, projects, approval, enforcement
}

/// Which chief somebody is. A group has one or two; the profile orders two.
public enum ChiefKind: String, Codable, Hashable, Sendable, CaseIterable {
    /// 党委(党组)书记
    case party
    /// 行政主要负责人
    case administrative
}

/// Somebody the register knows: a member of the leadership group, an attendee or a candidate.
public struct Person: Hashable, Codable, Sendable {
    /// For good: an import replaces the person who has it.
    public let id: PersonID
    /// Never blank; two of one name need a distinguisher. P1.
    public var name: String
    /// What tells two people of one name apart (unit, number); shown wherever the name is.
    public var distinguisher: String?
    /// Rank order in the group, 1 first; nil for people outside it.
    public var rank: Int?
    /// Nil for everybody else; in the group each kind is one person's. P3.
    public var chief: ChiefKind?
    /// The powers this person is deputy in charge of (分管).
    public var inCharge: [Power]
    /// 单位, nil where none is given; stands in the statement that is signed. S2.
    public var unit: String?
    /// The post now held, nil where none is given; stands in that statement too.
    public var post: String?

    public init(
        id: PersonID, name: String, distinguisher: String? = nil, rank: Int? = nil,
        chief: ChiefKind? = nil, inCharge: [Power] = [], unit: String? = nil, post: String? = nil
    ) {
        self.id = id
        self.name = name
        self.distinguisher = distinguisher
        self.rank = rank
        self.chief = chief
        self.inCharge = inCharge
        self.unit = unit
        self.post = post
    }

    /// Name, with the distinguisher where there is one.
    public var label: String { distinguisher.map { "\(name)(\($0))" } ?? name }
}

/// A paper in evidence: its title, its date and, where there is a file, its SHA-256 in hex.
public struct Document: Hashable, Codable, Sendable {
    /// Never blank.
    public var title: String
    /// The paper's own; nil where none is given.
    public var date: Day?
    /// 64 lower-case hex digits; nil where there is no file.
    public var sha256: String?

    public init(title: String, date: Day? = nil, sha256: String? = nil) {
        self.title = title
        self.date = date
        self.sha256 = sha256
    }

    /// The scan of a paper, called by its file's name.
    public init(scanAt path: String, sha256: String?) {
        self.init(
            title: path.split(separator: "/").last.map(String.init) ?? path, sha256: sha256)
    }

    /// A hash is absent or 64 lower-case hex digits.
    public var hasWellFormedHash: Bool {
        guard let sha256 else { return true }
        return sha256.utf8.count == 64
            && sha256.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }
    }
}
