// SPDX-License-Identifier: GPL-3.0-or-later
import Basics
import Intake
import Personnel
import Testing

/// Tables, dates and plans as offices write them.
@Suite("files as an office has them")
struct OfficeTableTests {
    private static let head = "编号,姓名,序号,职务,主要负责人"
    private static let rows = [
        "p01,沈一鸣,1,书记,书记", "p02,陆二川,2,局长,行政", "p03,顾三友,3,副局长,", "s1,丁小满,,干事,",
    ]
    private static var plain: String { ([head] + rows).joined(separator: "\n") + "\n" }

    /// The same table, written otherwise; what is left out is said under this code.
    private static let otherwise: [(String, code: String?)] = {
        let width = 5
        let blank = String(repeating: ",", count: width - 1)
        func table(_ lines: [String]) -> String { lines.joined(separator: "\n") + "\n" }
        var all: [(String, String?)] = [
            (table(["某局领导班子名册（2026年）" + blank, head] + rows), "W-LINES"),
            (table(["某局" + blank, "名册" + blank, blank, head] + rows), "W-LINES"),
            (table([head + ",,"] + rows.map { $0 + ",," } + [blank + ",,"]), nil),
            (table([head + ",民族,备注"] + rows.map { $0 + ",汉," }), "N-COLUMNS"),
            (table(["编号,姓　名,序 号,职　务,主要负责人　"] + rows), nil),
            (table(["编号,姓名,序号,职务,\"主要\n负责人\""] + rows), nil),
            (table([head] + rows.map { $0.replacing(",1,", with: ",１,") }), nil),
            (table([head] + rows.map { $0.replacing(",2,", with: ",2.0,") }), nil),
        ]
        for note in [
            ",合计：4人,,,", ",注：以上排名不分先后,,,", "制表人：倪大雪,,,,制表日期：2026/11/20", "备注：略,,,,", "合计,4,,,",
            "填报人：王科员,,,,",
        ] {
            all.append((table([head] + rows + [blank, note]), "W-LINES"))
        }
        return all
    }()

    @Test("titles, notes, further columns, blanks and computed numbers change nobody")
    func sameGroup() throws {
        let group = try #require(Roster.parse(csv: Self.plain).value)
        #expect(group.count == Self.rows.count)
        for (text, code) in Self.otherwise {
            let read = Roster.parse(csv: text)
            #expect(read.value == group, "\(text)\n\(read.diagnostics)")
            let said = Set(read.diagnostics.map(\.code)).intersection(["W-LINES", "N-COLUMNS"])
            #expect(said == Set([code].compactMap(\.self)), "\(text)")
        }
        #expect(Self.otherwise.count == 14)
        // The control: a row that is somebody stays.
        let more = Roster.parse(csv: Self.plain + "p09,合一川,4,委员,\n")
        #expect(more.value?.count == group.count + 1)
    }

    @Test("what stands where a name should isn't a person")
    func noNames() {
        for text in ["#N/A", "#REF!", "0", "-", "—", "无", "空缺", "1.0"] {
            let read = Roster.parse(csv: "姓名,职务\n\(text),科员\n")
            #expect(read.diagnostics.contains { $0.code == "E-NAME-NONE" }, "\(text)")
            #expect(read.value == nil)
        }
        for text in ["杨千?", "秦？", "??峰"] {
            let read = Roster.parse(csv: "姓名,职务\n\(text),科员\n")
            #expect(read.diagnostics.contains { $0.code == "E-NAME-LOST" }, "\(text)")
        }
        #expect(Roster.parse(csv: "姓名,职务\n杨千里,科员\n").value?.count == 1)
    }

    @Test("somebody new who reads like somebody of the register is warned about")
    func lookAlikes() {
        let known = [
            Person(id: "c8", name: "阿依古丽·买买提"), Person(id: "c9", name: "玉霜"),
        ]
        func codes(_ name: String) -> Set<String> {
            Set(Roster.parse(csv: "姓名,职务\n\(name),科员\n", known: known).diagnostics.map(\.code))
        }
        for name in ["阿依古丽•买买提", "阿依古丽・买买提", "⽟霜"] {
            #expect(codes(name).contains("W-CONFUSABLE"), "\(name)")
        }
        for name in ["阿依古丽·买买提", "玉双", "王辛"] {
            #expect(!codes(name).contains("W-CONFUSABLE"), "\(name)")
        }
    }

    @Test("days that begin with the year are read, others aren't")
    func days() {
        let day = Day("2027-09-01")
        for text in [
            "2027/9/1", "2027-9-1", "2027.9.1", "2027年9月1日", "20270901", "２０２７年９月１日",
            " 2027-09-01 ",
        ] {
            #expect(Day(written: text) == day, "\(text)")
        }
        for text in ["9/1/2027", "1.9.2027", "2027/9", "2027-9/1", "202791", "2027年13月1日", "", "x"]
        {
            #expect(Day(written: text) == nil, "\(text)")
        }
    }

    @Test("a time without a zone is the register's own")
    func times() {
        let time = Timestamp("2026-11-23T14:30:00+08:00")
        for text in [
            "2026-11-23 14:30", "2026-11-23T14:30+08:00", "2026/11/23 14:30", "2026年11月23日14:30",
            "2026-11-23T14:30:00", "2026年11月23日 14时30分", "2026-11-23T14:30:00+08:00",
        ] {
            #expect(Timestamp(written: text, offset: 480) == time, "\(text)")
        }
        #expect(Timestamp(written: "2026-11-23 14:30", offset: 0) != time)
        for text in [
            "2026-11-23", "14:30", "2026-11-2314:30", "2026-11-23 25:00", "2026-11-23 14:61",
        ] {
            #expect(Timestamp(written: text, offset: 480) == nil, "\(text)")
        }
    }

    @Test("what YAML would take for a remark is said with what is left")
    func remarks() {
        func cut(_ post: String) -> [Problem] {
            Roster.parse(yaml: "people:\n  - name: 王辛\n    post: \(post)\n").diagnostics
                .filter { $0.code == "W-YAML-CUT" }.map(\.problem)
        }
        #expect(cut("城北泵站 #2 机组检修") == [.cutByRemark(kept: "城北泵站", cut: "#2 机组检修")])
        #expect(cut("甲 # 乙").count == 1)
        for whole in ["\"城北泵站 #2 机组检修\"", "城北泵站#2", "'x' # 说明", "|\n      城北 #2"] {
            #expect(cut(whole).isEmpty, "\(whole)")
        }
    }
}
