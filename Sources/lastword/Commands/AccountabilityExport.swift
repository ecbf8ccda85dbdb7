// SPDX-License-Identifier: GPL-3.0-or-later
import ArgumentParser
import Basics
import Conduct
import District
import Export
import Foundation
import Ledger
import Meeting
import Personnel
import Record
import Wording

extension ExportCommand {
    /// The recommender accountability list, as a file.
    struct Accountability: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "accountability",
            abstract: say("导出推荐人追责台账", "the recommender accountability list"),
            discussion: say(
                "格式由文件名决定：.xlsx、.csv、.html（打印）、.jsonl（程序）。范围：inspection 全部；office 组织人事部门（申诉中的认定不列）；public 公开（只列在任者，无认定）。",
                "The file's name says the format: .xlsx, .csv, .html (for print), .jsonl (for programs). Scope: inspection, everything; office, no finding that is under appeal; public, those in office only, no findings."
            ))
        @OptionGroup var common: CommonOptions
        @OptionGroup var time: TimeOption
        @OptionGroup var target: RegisterArgument
        @Option(name: .long, help: .init(say("写入的文件", "the file"), valueName: say("文件", "file")))
        var to: String
        @Option(name: .long, help: .init(say("制表人", "who makes it"), valueName: say("姓名", "name")))
        var by: String
        @Option(
            name: .long,
            help: .init(
                say("范围", "for whom"),
                valueName: say("范围", "scope")))
        var scope = LedgerScope.inspection
        @Option(
            name: .long,
            help: .init(
                say("只列这名推荐人（编号或姓名）", "this recommender only (id or name)"),
                valueName: say("人员", "person")))
        var recommender: String?
        @Option(
            name: .long,
            help: .init(
                say("只列这名被推荐人（编号或姓名）", "this candidate only (id or name)"),
                valueName: say("人员", "person")))
        var candidate: String?
        @Option(
            name: .long, help: .init(say("只列这个单位", "this unit only"), valueName: say("单位", "unit")))
        var unit: String?
        @Option(name: .long, help: .init(say("签署日期自", "signed from"), valueName: "YYYY-MM-DD"))
        var from: String?
        @Option(name: .long, help: .init(say("签署日期至", "signed through"), valueName: "YYYY-MM-DD"))
        var through: String?
        @Option(
            name: .long,
            help: .init(say("只列这个状态", "this status only"), valueName: say("状态", "status")))
        var status: LedgerRow.Status?
        @Option(
            name: .long,
            help: .init(
                say("排序：序号、笔画或日期", "order: rank, strokes of the name, or date"),
                valueName: say("排序", "sort")))
        var sort = LedgerTable.Order.rank
        @Flag(
            name: .long,
            help: .init(say("供程序读取的 CSV：无 BOM、无说明", "CSV for programs: no mark, no remarks")))
        var plain = false
        @Flag(name: .long, help: .init(say("覆盖已有文件", "replace a file that exists")))
        var force = false

        func run() throws {
            try LedgerTable.check(to)
            guard !by.isBlank else {
                throw Failure(
                    "E-USAGE", Text("请写明制表人（--by）", "say who makes the list (--by)"), Status.usage)
            }
            var filter = LedgerFilter()
            filter.unit = unit
            filter.status = status
            filter.from = try day(from)
            filter.through = try day(through)
            if let first = filter.from, let last = filter.through, last < first {
                throw Failure(
                    "E-DATE",
                    Text(
                        "截止日期 \(last) 早于起始日期 \(first)", "\(last) is before \(first)"),
                    Status.usage)
            }
            let at = try Files.time(time.at)
            let isDistrict = District.isDistrict(target.register)
            let (ledger, organisation, head, now) =
                isDistrict
                ? try district(&filter) : try register(&filter)
            // A district's store has selected by everything else already, and by names too.
            var rest = filter
            if isDistrict {
                rest = LedgerFilter()
                rest.status = filter.status
            }
            let mark = Fingerprint(head)
            let table = LedgerTable(
                ledger.selected(rest, for: scope),
                LedgerTable.About(
                    organisation: organisation,
                    fingerprint: Text("\(mark.chinese)", "\(mark.english)"),
                    scope: scope, filter: filter, madeBy: by,
                    madeAt: at ?? now), order: sort, language: spoken)
            try table.write(to: to, plain: plain, replacing: force)
            if table.rows.isEmpty, filter != LedgerFilter() {
                Output.warn(
                    Text(
                        "没有符合筛选的记录：导出的是空表，请核对单位、姓名、日期和状态",
                        "nothing fits the filter: the list is empty; check the unit, the names, the dates and the status"
                    ))
            }
            if common.json { return try Output.value(table.totals) }
            let totals = table.remarks.last?.1 ?? ""
            try Output.line("\(to)：\(totals)")
        }

        private typealias Found = (Ledger, organisation: String, head: Digest, now: Timestamp)

        private func register(_ filter: inout LedgerFilter) throws -> Found {
            try Files.with(target.register, for: .reading) { register in
                let session = try Session(register)
                func id(_ typed: String?) throws -> PersonID? {
                    try typed.map { try PersonArgument.id($0, in: session.personnel) }
                }
                filter.recommender = try id(recommender)
                filter.candidate = try id(candidate)
                return (
                    try register.ledger(),
                    session.personnel.opening?.organisation ?? "", register.head.hash,
                    session.now()
                )
            }
        }

        /// Over all the units that were merged.
        private func district(_ filter: inout LedgerFilter) throws -> Found {
            filter.recommender = recommender.map(PersonID.init(_:))
            filter.candidate = candidate.map(PersonID.init(_:))
            let district = try District.open(target.register, for: .reading)
            defer { district.close() }
            let changed = try district.unitsWithChangedLines().map {
                $0 ?? say("合并记录", "record of merges")
            }
            guard changed.isEmpty else {
                throw Failure(
                    "E-LIST",
                    Text(
                        "并入以后被改过，不导出：\(changed.joined(separator: "、")) · 用 lastword verify 核验，用备份，并查清是谁改的",
                        "changed since it was merged, nothing is exported: \(changed.joined(separator: ", ")) · lastword verify says more; use the backup, and find out who changed it"
                    ), Status.refusedInput)
            }
            let units = try district.units().count
            return (
                Ledger(rows: try district.lines(filter.withoutStatus)),
                say("\(units) 个单位", "\(units) units"),
                try district.head(),
                SystemClock(offsetMinutes: SystemClock.localOffsetMinutes).now()
            )
        }

        private func day(_ text: String?) throws -> Day? {
            guard let text else { return nil }
            guard let day = Day(text) else {
                throw Failure(
                    "E-DATE",
                    Text(
                        "日期“\(text)”无效；写作 2026-11-23",
                        "“\(text)” isn't a date; write 2026-11-23"),
                    Status.usage)
            }
            return day
        }
    }
}

extension LedgerScope: ExpressibleByArgument {}
extension LedgerRow.Status: ExpressibleByArgument {}
extension LedgerTable.Order: ExpressibleByArgument {}
