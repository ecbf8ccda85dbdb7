// SPDX-License-Identifier: GPL-3.0-or-later
import Basics
import Foundation
import Intake
import Meeting
import Personnel
import Testing
import Wording

/// The catalogue of bad input that concerns names, CSV and YAML, case by case.
@Suite("rosters")
struct RosterTests {
    static let header = "编号,姓名,序号,职务,单位,主要负责人,分管,区分\n"
    static let sound = header + "p01,赵甲,1,书记,局,书记,,\np02,钱乙,2,副局长,局,,人事,\np03,孙丙,3,委员,局,,,\n"

    private func codes(_ rows: String) -> [String] {
        Roster.parse(csv: Self.sound + rows).diagnostics.map(\.code)
    }

    private func codes(name: String) -> [String] { codes("p09,\(name),9,,,,,\n") }

    @Test("a sound roster has nothing to complain of")
    func fine() throws {
        let reading = Roster.parse(csv: Self.sound)
        #expect(reading.diagnostics.isEmpty)
        let people = try #require(reading.value)
        #expect(people.map(\.name) == ["赵甲", "钱乙", "孙丙"])
        #expect(people[0].chief == .party)
        #expect(people[1].inCharge == [.personnel])
    }

    @Test(
        "names that could deceive or drive a terminal are refused",
        arguments: [
            ("a\u{1B}[31mb", "E-NAME-CTRL"), ("a\u{1B}]52;c;x\u{07}", "E-NAME-CTRL"),
            ("a\u{9B}b", "E-NAME-CTRL"),
            ("a\u{202E}b", "E-NAME-BIDI"), ("a\u{2066}b", "E-NAME-BIDI"),
            ("a\u{200B}b", "E-NAME-INVIS"),
            ("a\u{200C}b", "E-NAME-INVIS"), ("a\u{200D}b", "E-NAME-INVIS"),
            ("a\u{FEFF}b", "E-NAME-INVIS"),
            ("a\u{AD}b", "E-NAME-INVIS"), ("a\u{E0041}b", "E-NAME-INVIS"),
            ("a\u{2028}b", "E-NAME-LINE"),
            ("a\u{2029}b", "E-NAME-LINE"), ("\"a\nb\"", "E-NAME-LINE"),
            ("👨\u{200D}👩\u{200D}👧", "E-NAME-INVIS"), ("\u{3000} ", "E-NAME-EMPTY"),
            ("", "E-NAME-EMPTY"),
            (String(repeating: "长", count: 10_000), "E-NAME-LONG"),
            ("e" + String(repeating: "\u{316}", count: 60), "E-NAME-MARKS"),
            ("a\u{E000}", "E-NAME-PUA"),
        ])
    func names(_ name: String, _ code: String) {
        #expect(codes(name: name).contains(code))
        #expect(Roster.parse(csv: Self.sound + "p09,\(name),9,,,,,\n").value == nil)
    }

    @Test(
        "names that are changed or merely odd are taken, and it is said",
        arguments: [
            ("e\u{301}te", "N-NFC"), ("\u{FA19}", "N-NFC"), ("\u{3000}王辛 ", "N-TRIM"),
            ("=HYPERLINK(1)", "N-FORMULA"), ("+1", "N-FORMULA"), ("-1", "N-FORMULA"),
            ("@x", "N-FORMULA"),
            ("＝1", "N-FORMULA"), ("../../x", ""), ("-rf", "N-FORMULA"), ("𠮷田", ""),
            ("葛\u{E0100}城", ""),
        ])
    func oddNames(_ name: String, _ code: String) throws {
        let reading = Roster.parse(csv: Self.sound + "p09,\(name),9,,,,,\n")
        #expect(reading.value?.count == 4)
        #expect(reading.diagnostics.map(\.code) == (code.isEmpty ? [] : [code]))
    }

    @Test("a name is stored in NFC")
    func nfc() throws {
        let people = try #require(
            Roster.parse(csv: Self.sound + "p09,\u{FA19}e\u{301},9,,,,,\n").value)
        #expect(people[3].name.utf8.elementsEqual("神é".utf8))
    }

    @Test("two of one name need something to tell them apart; look-alikes are pointed out")
    func alike() {
        #expect(codes("p09,赵甲,9,,,,,\n").contains("E-DUP-NAME"))
        #expect(
            codes("p09,赵甲,9,,,,,二\n").contains("E-DUP-NAME"), "one of the two has no distinguisher")
        #expect(codes("p08,葛,8,,,,,\np09,葛\u{E0100},9,,,,,\n").contains("E-DUP-NAME"))
        let both = Self.header + "p01,赵甲,1,,,书记,,一\np02,赵甲,2,,,,,二\np03,孙丙,3,,,,,\n"
        #expect(Roster.parse(csv: both).diagnostics.isEmpty)
        #expect(codes("p08,玉英,8,,,,,\np09,\u{2F5F}英,9,,,,,\n").contains("W-CONFUSABLE"))
        #expect(codes("p08,Anna,8,,,,,\np09,\u{0410}nna,9,,,,,\n").contains("W-CONFUSABLE"))
    }

    @Test("every error is reported, with its line and column")
    func places() {
        let reading = Roster.parse(csv: Self.sound + "p09,a\u{1B},x,,,,,\np10,b,10,,,总管,,\np11,c\n")
        let errors = reading.diagnostics.filter { $0.severity == .error }
        #expect(errors.map(\.code) == ["E-NAME-CTRL", "E-VALUE", "E-CSV-FIELDS"])
        #expect(errors.compactMap(\.place?.line) == [5, 6, 7])
        #expect(errors[1].place?.column == 12)
        #expect(errors[2].problem == .fieldCount(expected: 8, got: 2))
    }

    @Test("without ids people are known by their names, and no id passes to another name by itself")
    func register() {
        func read(_ text: String, renames: Bool = false) -> Reading<[Person]> {
            var other = Person(id: "p9", name: "王伟")
            other.distinguisher = "财务"
            var namesake = Person(id: "p10", name: "王伟")
            namesake.distinguisher = "人事"
            return Roster.parse(
                csv: text,
                known: [
                    Person(id: "p02", name: "钱乙"), Person(id: "p01", name: "赵甲"), other, namesake,
                ], renames: renames)
        }
        func ids(_ text: String) -> [String]? {
            read(text).value?.map(\.id.rawValue)
        }
        // Another order, and somebody new whose line's number is taken: all are who they were.
        #expect(ids("姓名,职务\n新人,a\n钱乙,b\n赵甲,c\n") == ["p03", "p02", "p01"])
        #expect(
            read("姓名\n钱乙\n赵甲\n").diagnostics.map(\.problem) == [.recognised(["钱乙", "赵甲"])])
        #expect(ids("姓名,区分\n王伟,人事\n王伟,财务\n") == ["p10", "p9"])
        // Neither of two is guessed at, nor is a new one made of them.
        for row in ["姓名\n王伟\n", "姓名,区分\n王伟,水务\n"] {
            #expect(read(row).diagnostics.map(\.code).contains("E-NAMESAKE"))
        }
        #expect(
            read("姓名,区分\n钱乙,人事\n").diagnostics.map(\.code).contains("E-NAMESAKE"))
        // Two of one name don't change places either; one by oneself may get a distinguisher.
        #expect(
            read("编号,姓名,区分\np9,王伟,人事\np10,王伟,财务\n").diagnostics.map(\.code).filter {
                $0 == "E-RENAME"
            }.count == 2)
        #expect(ids("编号,姓名,区分\np02,钱乙,人事\n") == ["p02"])
        // Two lines of one person are said to be two.
        #expect(read("姓名\n钱乙\n钱乙\n").diagnostics.map(\.code).contains("E-DUP-ID"))
        let yaml = Roster.parse(
            yaml: "人员:\n  - 姓名: 新人\n  - 姓名: 钱乙\n",
            known: [Person(id: "p01", name: "赵甲"), Person(id: "p02", name: "钱乙")])
        #expect(yaml.value?.map(\.id.rawValue) == ["p03", "p02"])
        #expect(ids("编号,姓名\np03,甲某\n,乙某\n") == ["p03", "p04"])
        let renamed = read("编号,姓名\np02,七七\n")
        #expect(
            renamed.diagnostics.map(\.problem) == [.renamed("p02", from: "钱乙", to: "七七")])
        #expect(
            read("编号,姓名\np02,七七\n", renames: true).value?.map(\.name) == ["七七"])
    }

    @Test("CSV faults")
    func csv() {
        #expect(
            Roster.parse(csv: Self.header + "p01,\"赵甲,1\n").diagnostics.map(\.code) == [
                "E-CSV-QUOTE"
            ])
        #expect(Roster.parse(csv: Self.header + "p01,\"赵甲,1\n").diagnostics.first?.place?.line == 2)
        #expect(Roster.parse(csv: "编号;姓名\np01;赵甲\n").diagnostics.map(\.code) == ["E-CSV-SEP"])
        #expect(Roster.parse(csv: "编号,姓名,姓名\n").diagnostics.map(\.code).contains("E-CSV-HEAD"))
        #expect(Roster.parse(csv: "甲,颜色\n").diagnostics.map(\.code).contains("E-CSV-HEAD"))
        #expect(Roster.parse(csv: "编号,序号\n").diagnostics.map(\.code).contains("E-CSV-HEAD"))
        #expect(Roster.parse(csv: Self.header).diagnostics.map(\.code) == ["E-ROSTER-EMPTY"])
        #expect(Roster.parse(csv: "").diagnostics.map(\.code) == ["E-ROSTER-EMPTY"])
        let cr = Self.sound.replacing("\n", with: "\r")
        #expect(Roster.parse(csv: cr).value?.count == 3)
        let mixed = Self.sound.replacing("局,,人事,\n", with: "局,,人事,\r\n")
        #expect(Roster.parse(csv: mixed).value?.count == 3)
        let big = Self.header + (0..<100_000).map { "q\($0),n\($0),,,,,,\n" }.joined()
        #expect(Roster.parse(csv: big).diagnostics.map(\.code) == ["E-ROSTER-BIG"])
        #expect(codes("p01,周戊,9,,,,,\n").contains("E-DUP-ID"))
        #expect(codes("p09,周戊,1,,,,,\n").contains("E-DUP-RANK"))
        #expect(codes(",周戊,9,,,,,\n") == ["N-ID"])
    }

    @Test("chiefs and small groups")
    func chiefs() {
        func codes(_ rows: String) -> [String] {
            Roster.parse(csv: Self.header + rows).diagnostics.map(\.code)
        }
        #expect(codes("p1,甲,1,,,,,\np2,乙,2,,,,,\np3,丙,3,,,,,\n") == ["E-CHIEF-0"])
        #expect(codes("p1,甲,1,,,书记,,\np2,乙,2,,,书记,,\np3,丙,3,,,,,\n") == ["E-CHIEF-2"])
        #expect(codes("p1,甲,1,,,书记,,\np2,乙,2,,,行政,,\np3,丙,3,,,,,\n") == [])
        #expect(codes("p1,甲,1,,,书记,,\np2,乙,2,,,,,\n") == ["W-SMALL"])
    }

    @Test("the same people in YAML, in either language")
    func yaml() throws {
        let chinese =
            "人员:\n  - { 编号: p01, 姓名: 赵甲, 序号: 1, 主要负责人: 书记 }\n  - { 编号: p02, 姓名: no, 序号: 2, 分管: [人事, 财务] }\n  - { 编号: p03, 姓名: 012, 序号: 3 }\n"
        let people = try #require(Roster.parse(yaml: chinese).value)
        #expect(people.map(\.name) == ["赵甲", "no", "012"], "texts stay as written")
        #expect(people[1].inCharge == [.personnel, .finance])
        let english =
            "people:\n  - { id: p01, name: A, rank: 1, chief: party }\n  - { id: p02, name: 2020-01-01, rank: 2 }\n  - { id: p03, name: 1e3, rank: 3 }\n"
        #expect(Roster.parse(yaml: english).value?.map(\.name) == ["A", "2020-01-01", "1e3"])
        #expect(Roster.parse(yaml: "people: []\n").diagnostics.map(\.code) == ["E-ROSTER-EMPTY"])
    }
}
