// SPDX-License-Identifier: GPL-3.0-or-later
import Basics

/// Somebody who stood in a capacity towards an appointment on the day it was decided. A2.
public struct Answerable: Hashable, Codable, Sendable {
    public var capacity: Capacity
    /// In the register.
    public var person: PersonID
    /// The post held on that day; nil where the meeting's record has none.
    public var post: String?

    public init(capacity: Capacity, person: PersonID, post: String? = nil) {
        self.capacity = capacity
        self.person = person
        self.post = post
    }
}

/// Which responsibility somebody bears. A3.
public enum Responsibility: String, Codable, Hashable, Sendable, CaseIterable {
    /// 直接责任
    case direct
    /// 主要领导责任
    case mainLeadership
    /// 重要领导责任
    case importantLeadership
    /// 主要责任: what Nanchuan, section 6, says of a chief
    case principal
    /// 连带责任: the same
    case joint
}

extension PersonnelState {
    /// A2: everybody who stood in a capacity on the day of the decision, the chief first, from the record alone; somebody in
    /// two capacities stands twice. Nobody is listed for how they voted. A5.
    public func answerable(for file: AppointmentFile) -> [Answerable] {
        let appointment = file.appointment
        if let recorded = appointment.answerable { return recorded }
        // A record of 0.2 has who introduced, who handled the papers, and the recommendations.
        var all: [Answerable] = []
        if let presenter = appointment.introducedBy {
            all.append(Answerable(capacity: .presenter, person: presenter))
        }
        for file in appointment.recommendations.compactMap({ recommendations[$0] }) {
            let r = file.recommendation
            all += r.recommenders.map {
                Answerable(
                    capacity: r.lead == $0.person ? .leadRecommender : .recommender,
                    person: $0.person)
            }
        }
        all += appointment.preparedBy.map { Answerable(capacity: .handler, person: $0) }
        return all.inOrder
    }

    /// A2, A3: the backward review of an appointment: everybody who stood in a capacity, then whoever else was found
    /// responsible, each with the finding about them in that capacity that counts; nil where nothing was found.
    ///
    /// A finding of 0.2 says no capacity: it is about each in which the person stood.
    public func backwardReview(of file: AppointmentFile)
        -> [(answerable: Answerable, finding: FindingFile?)]
    {
        let found = findings.values.filter { $0.finding.appointment == file.appointment.id }
        let others = found.filter { $0.finding.capacity == .other }.map {
            Answerable(capacity: .other, person: $0.finding.person)
        }
        return (answerable(for: file) + others).inOrder.map { one in
            let mine = found.filter {
                $0.finding.person == one.person
                    && ($0.finding.capacity ?? one.capacity) == one.capacity
            }
            return (one, mine.max { $0.weight < $1.weight })
        }
    }
}

extension [Answerable] {
    /// In the order of the capacities, each person once in each.
    public var inOrder: [Answerable] {
        var seen: Set<Answerable> = []
        return Capacity.allCases.flatMap { capacity in
            filter { $0.capacity == capacity }.filter {
                seen.insert(Answerable(capacity: capacity, person: $0.person)).inserted
            }
        }
    }
}
