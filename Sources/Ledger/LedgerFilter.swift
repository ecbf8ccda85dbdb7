// SPDX-License-Identifier: GPL-3.0-or-later
import Basics
import Personnel

/// For whom the list is made.
public enum LedgerScope: String, Hashable, Sendable, CaseIterable {
    /// Discipline inspection: everything.
    case inspection
    /// The personnel office: a finding that is under appeal shows as such, without its grade.
    case office
    /// The public: appointments that stand, who recommended, how it was decided. Nobody who wasn't
    /// appointed is named, and no finding.
    case `public`
}

/// Which lines are wanted; nil and empty mean all.
public struct LedgerFilter: Hashable, Sendable {
    /// Whose lines, in whatever role; in a district a name does as well.
    public var recommender: PersonID?
    /// Whom they are about; in a district a name does as well.
    public var candidate: PersonID?
    /// The unit of either person, or the organisation whose register it is.
    public var unit: String?
    /// The day of signing (of the decision, where nothing was signed), both ends included.
    public var from: Day?
    /// The last day wanted; nil: no end.
    public var through: Day?
    /// The status as the list's audience sees it.
    public var status: LedgerRow.Status?

    public init() {}

    /// Without what a store must not judge: an audience may see another status than the line has.
    public var withoutStatus: LedgerFilter {
        var copy = self
        copy.status = nil
        return copy
    }

    /// Whether the line is wanted.
    public func takes(_ row: LedgerRow) -> Bool {
        if let recommender, row.person.id != recommender { return false }
        if let candidate, row.candidate.id != candidate { return false }
        if let unit, row.person.unit != unit, row.candidate.unit != unit,
            row.organisation != unit
        {
            return false
        }
        if let status, row.status != status { return false }
        guard from != nil || through != nil else { return true }
        guard let day = row.signedOn ?? row.appointedOn else { return false }
        return (from.map { $0 <= day } ?? true) && (through.map { day <= $0 } ?? true)
    }
}

extension Ledger {
    /// The lines that a filter and an audience let through.
    public func selected(_ filter: LedgerFilter, for scope: LedgerScope) -> Ledger {
        // What an audience may not see can't be asked for either.
        var part = Ledger(rows: selected(for: scope).rows.filter(filter.takes))
        // The review of an appointment goes with a line that names it.
        let named = Set(part.rows.compactMap(\.appointment))
        if scope == .inspection { part.reviews = reviews.filter { named.contains($0.appointment) } }
        return part
    }

    /// The lines as an audience may see them.
    public func selected(for scope: LedgerScope) -> Ledger {
        scope == .inspection ? self : Ledger(rows: rows.compactMap { $0.shown(to: scope) })
    }
}

extension LedgerRow {
    fileprivate func shown(to scope: LedgerScope) -> LedgerRow? {
        var row = self
        switch scope {
        case .inspection: break
        case .office:
            if status == .appealed {
                row.finding = nil
                row.grade = nil
                row.consequences = []
                (row.foundBy, row.basis, row.responsibility) = (nil, nil, nil)
            }
        case .public:
            guard recommendation != nil, let stage, stage != .returned, stage != .ended,
                stage != .decided
            else {
                return nil
            }
            row.relation = nil
            row.outcomes = []
            row.finding = nil
            row.grade = nil
            row.isAnswered = false
            row.appeal = nil
            row.consequences = []
            (row.postThen, row.foundBy, row.basis, row.responsibility) = (nil, nil, nil, nil)
            row.status =
                switch stage {
                case .notice: .notice
                case .probation: .probation
                case .confirmed: .inOffice
                default: .decided
                }
        }
        return row
    }
}
