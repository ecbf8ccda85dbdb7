// SPDX-License-Identifier: GPL-3.0-or-later
import Basics
import Foundation
import Ledger
import Meeting
import Personnel
import Wording

/// The accountability list as a table: what every file of it says, whatever its format.
public struct LedgerTable: Sendable {
    /// What stands in a cell; a spreadsheet takes numbers and days as such.
    public enum Cell: Hashable, Sendable {
        case text(String)
        case number(Int)
        case day(Day)
        case none
    }

    /// A column: its key, its heading and its width.
    public struct Column: Sendable {
        /// Its name for programs; stable.
        public var key: String
        public var title: Text
        /// Characters, for paper and spreadsheet.
        public var width: Int
        var cell: @Sendable (LedgerRow, Int, Language) -> Cell
    }

    /// How the lines are ordered: by rank, by strokes of the name, by the day signed.
    public enum Order: String, CaseIterable, Sendable { case rank, strokes, date }

    /// What stands over and under the list.
    public struct About: Sendable {
        public var organisation: String
        /// Of the register's last entry.
        public var fingerprint: Text
        public var scope: LedgerScope
        /// What was asked for: a part never passes for the whole.
        public var filter: LedgerFilter
        public var madeBy: String
        public var madeAt: Timestamp

        public init(
            organisation: String, fingerprint: Text, scope: LedgerScope,
            filter: LedgerFilter = LedgerFilter(), madeBy: String, madeAt: Timestamp
        ) {
            self.organisation = organisation
            self.fingerprint = fingerprint
            self.scope = scope
            self.filter = filter
            self.madeBy = madeBy
            self.madeAt = madeAt
        }
    }

    public let about: About
    public let columns: [Column]
    public let rows: [LedgerRow]
    /// The backward reviews, which only an inspection sees.
    public let reviews: [LedgerReview]
    public let totals: Ledger.Totals
    public let language: Language

    public init(_ ledger: Ledger, _ about: About, order: Order, language: Language) {
        self.about = about
        self.language = language
        // One register's list has no column for whose it is.
        let isOfMany = ledger.rows.contains { $0.organisation != nil }
        columns = Self.columns.filter {
            (about.scope != .public || Self.publicKeys.contains($0.key))
                && (isOfMany || $0.key != "organisation")
        }
        rows = Self.sorted(ledger.rows, order)
        reviews = about.scope == .inspection ? ledger.reviews : []
        totals = ledger.totals
    }

    /// The cells of a line, counted from 0, in this language.
    public func cells(of index: Int, in language: Language? = nil) -> [Cell] {
        columns.map { $0.cell(rows[index], index + 1, language ?? self.language) }
    }

    /// A cell as text.
    public func text(_ cell: Cell) -> String {
        switch cell {
        case .text(let t): t
        case .number(let n): "\(n)"
        case .day(let d): d.description
        case .none: ""
        }
    }

    public var title: String {
        Text("推荐人追责台账", "Recommender accountability list")(language)
    }

    /// Name and value, in the order in which they are written.
    public var remarks: [(Text, String)] {
        let period = [about.filter.from, about.filter.through].map { $0?.description ?? "…" }
        let all = Text("全部", "all")(language)
        return [
            (Text("单位", "Organisation"), about.organisation),
            (Text("登记簿指纹", "Register fingerprint"), about.fingerprint(language)),
            (Text("范围", "Scope"), about.scope.text(language)),
            (
                Text("期间", "Period"),
                about.filter.from == nil && about.filter.through == nil
                    ? all : "\(period[0]) – \(period[1])"
            ),
            (Text("筛选", "Filter"), filterText),
            (Text("制表", "Made by"), about.madeBy),
            (Text("制表时间", "Made at"), about.madeAt.description),
            (
                Text("合计", "Totals"),
                about.scope == .public
                    ? Text(
                        "\(totals.rows) 行，推荐人 \(totals.recommenders)，任职 \(totals.appointments)",
                        "\(totals.rows) lines, \(totals.recommenders) recommenders, \(totals.appointments) appointments"
                    )(language)
                    : Text(
                        "\(totals.rows) 行，推荐人 \(totals.recommenders)，任职 \(totals.appointments)，不良结果 \(totals.adverse)，认定 \(totals.findings)",
                        "\(totals.rows) lines, \(totals.recommenders) recommenders, \(totals.appointments) appointments, \(totals.adverse) adverse, \(totals.findings) findings"
                    )(language)
            ),
        ]
    }

    private var filterText: String {
        let f = about.filter
        var parts: [Text] = []
        if let id = f.recommender { parts.append(Text("推荐人 \(id)", "recommender \(id)")) }
        if let id = f.candidate { parts.append(Text("被推荐人 \(id)", "candidate \(id)")) }
        if let unit = f.unit { parts.append(Text("单位 \(unit)", "unit \(unit)")) }
        if let status = f.status { parts.append(Text("状态 ", "status ") + status.text) }
        guard !parts.isEmpty else { return Text("无", "none")(language) }
        return parts.map { Legibility.visible($0(language)) }
            .joined(separator: Text("、", ", ")(language))
    }

    // MARK: Order

    private static func sorted(_ rows: [LedgerRow], _ order: Order) -> [LedgerRow] {
        let strokes = Locale(identifier: "zh@collation=stroke")
        return rows.sorted { a, b in
            switch order {
            case .rank: break
            case .date:
                let (x, y) = (a.signedOn ?? a.appointedOn, b.signedOn ?? b.appointedOn)
                if x != y { return (x?.number ?? .max) < (y?.number ?? .max) }
            case .strokes:
                let came = a.person.name.compare(b.person.name, locale: strokes)
                if came != .orderedSame { return came == .orderedAscending }
            }
            if a.organisation != b.organisation {
                return (a.organisation ?? "") < (b.organisation ?? "")
            }
            if a.person.rank != b.person.rank {
                return (a.person.rank ?? .max) < (b.person.rank ?? .max)
            }
            return (a.person.id, a.signedOn?.number ?? .max, a.recommendation?.rawValue ?? "")
                < (b.person.id, b.signedOn?.number ?? .max, b.recommendation?.rawValue ?? "")
        }
    }
}
