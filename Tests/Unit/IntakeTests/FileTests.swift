// SPDX-License-Identifier: GPL-3.0-or-later
import Basics
import Foundation
import Intake
import Meeting
import Personnel
import Testing
import Wording

@Suite("files, YAML, profiles and plans")
struct FileTests {
    /// 编号,姓名 in GB18030, as a Chinese Excel saves it; made with Python's codec.
    static let gb18030: [UInt8] = [
        0xB1, 0xE0, 0xBA, 0xC5, 0x2C, 0xD0, 0xD5, 0xC3, 0xFB, 0x0D, 0x0A, 0x70, 0x31, 0x2C, 0xD5,
        0xD4, 0xBC, 0xD7,
        0x0D, 0x0A,
    ]

    @Test("UTF-8 with and without mark, UTF-16 with mark, GB18030: read, and the odd ones named")
    func encodings() {
        let text = "编号,姓名\r\np1,赵甲\r\n"
        #expect(TextFile.decode(Array(text.utf8)).value?.text == text)
        #expect(TextFile.decode(Array(text.utf8)).diagnostics.isEmpty)
        #expect(TextFile.decode([0xEF, 0xBB, 0xBF] + Array(text.utf8)).value?.text == text)
        let gb = TextFile.decode(Self.gb18030)
        #expect(gb.value?.text == text)
        #expect(
            gb.diagnostics.map(\.problem) == [.encoding("GB18030", sample: ["编号,姓名", "p1,赵甲"])])
        let little =
            [UInt8]([0xFF, 0xFE]) + text.utf16.flatMap { [UInt8($0 & 255), UInt8($0 >> 8)] }
        #expect(TextFile.decode(little).value?.text == text)
        let big = [UInt8]([0xFE, 0xFF]) + text.utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 255)] }
        #expect(TextFile.decode(big).value?.text == text)
    }

    @Test("what is no text is refused with its place")
    func undecodable() {
        #expect(TextFile.decode([0x50, 0x4B, 3, 4, 0]).diagnostics.map(\.problem) == [.workbook])
        #expect(TextFile.decode([0x61, 0x00, 0x62]).diagnostics.map(\.code) == ["E-NUL"])
        #expect(TextFile.decode([0x61, 0x00, 0x62]).diagnostics.first?.problem == .nul(offset: 1))
        let bad = TextFile.decode([0x61, 0x0A, 0x62, 0xFF, 0x63])
        #expect(bad.diagnostics.map(\.code) == ["E-ENC"])
        #expect(bad.diagnostics.first?.place == Place(line: 2, column: 2))
        let marked = TextFile.decode([0xEF, 0xBB, 0xBF, 0x61, 0xC0, 0x80])
        #expect(marked.diagnostics.first?.problem == .undecodable(offset: 4))
        let surrogate = TextFile.decode([0xEF, 0xBB, 0xBF, 0xED, 0xA0, 0x80])
        #expect(surrogate.diagnostics.map(\.code) == ["E-ENC"])
    }

    @Test("missing, folder, unreadable")
    func paths() {
        #expect(TextFile.read("/no/such/file").diagnostics.map(\.code) == ["E-NOFILE"])
        #expect(TextFile.read("/tmp").diagnostics.map(\.code) == ["E-NOTFILE"])
        #expect(TextFile.read("/dev/null").diagnostics.map(\.code) == ["E-NOTFILE"])
    }

    @Test(
        "YAML that no settings file needs",
        arguments: [
            ("a: &x 1\nb: *x\n", "E-YAML-ALIAS", 1), ("a: [*x, *x]\n", "E-YAML-ALIAS", 1),
            ("people: !!python/object:os.system x\n", "E-YAML-TAG", 1),
            ("people:\n\t- a\n", "E-YAML-TAB", 2), ("people: [\n", "E-YAML", 2),
            ("people: []\npeople: []\n", "E-YAML-DUP", 1),
            ("people: " + String(repeating: "[", count: 1000) + "\n", "E-YAML-DEPTH", 1),
            ("people: []\ncolour: red\n", "E-CFG-KEY", 2), ("- a\n", "E-YAML", 1),
        ])
    func yaml(_ text: String, _ code: String, _ line: Int) {
        let diagnostics = Roster.parse(yaml: text).diagnostics
        #expect(diagnostics.contains { $0.code == code }, "\(diagnostics)")
        if let place = diagnostics.first(where: { $0.code == code })?.place {
            #expect(abs(place.line - line) <= 1)
        }
    }

    @Test("an alias bomb and block nesting are refused at once")
    func bombs() {
        var bomb = "a0: &a0 [x]\n"
        for i in 1..<30 { bomb += "a\(i): &a\(i) [*a\(i - 1), *a\(i - 1)]\n" }
        #expect(Roster.parse(yaml: bomb).diagnostics.map(\.code) == ["E-YAML-ALIAS"])
        let deep = (0..<1000).map { String(repeating: " ", count: $0) + "a:\n" }.joined()
        #expect(Roster.parse(yaml: deep).diagnostics.map(\.code) == ["E-YAML-DEPTH"])
        let hidden = "people:\n  - { id: p1, name: \"\\\\\", unit: &u x, post: *u }\n"
        #expect(Roster.parse(yaml: hidden).diagnostics.map(\.code) == ["E-YAML-ALIAS"])
        let dashes = "a: \n" + String(repeating: "- ", count: 5000) + "x\n"
        #expect(Roster.parse(yaml: dashes).diagnostics.map(\.code) == ["E-YAML-DEPTH"])
    }

    @Test("what a quote that is none hides from the first look is found in the nodes")
    func hidden() {
        let people = "people:\n  - id: p1\n    name: 甲\n    post: |-\n      'x\n"
        for (rest, code) in [
            ("    unit: &u 乙\n", "E-YAML-ALIAS"), ("    unit: !!int 12\n", "E-YAML-TAG"),
            ("    unit: !x 乙\n", "E-YAML-TAG"), ("    unit: !!binary aGk=\n", "E-YAML-TAG"),
            (
                "    unit: " + String(repeating: "[", count: 40) + String(repeating: "]", count: 40)
                    + "\n", "E-YAML-DEPTH"
            ),
        ] {
            let codes = Roster.parse(yaml: people + rest).diagnostics.map(\.code)
            #expect(codes == [code], "\(rest): \(codes)")
        }
        #expect(Roster.parse(yaml: people + "    unit: 乙\n").value?.count == 1)
        // Keys made of aliases would be compared, and so expanded.
        var bomb = "x: |-\n  'x\na0: &a0 [x]\n"
        for i in 1..<40 { bomb += "a\(i): &a\(i) {? *a\(i - 1) : *a\(i - 1)}\n" }
        #expect(Roster.parse(yaml: bomb).diagnostics.map(\.code) == ["E-YAML-ALIAS"])
    }

    @Test("GB18030 that begins like UTF-8 is read; UTF-8 with a slip is told where the slip is")
    func slips() {
        // 浣 and the first half of the next character are the three bytes of 你.
        let odd: [UInt8] = [0xE4, 0xBD, 0xA0, 0xE4, 0xBD, 0xA0] + [0xB1, 0xE0, 0xBA, 0xC5]
        #expect(TextFile.decode(odd).diagnostics.map(\.code) == ["N-ENC"])
        // p01,魏瑾波
        let name: [UInt8] = Array("p01,".utf8) + [0xCE, 0xBA, 0xE8, 0xAA, 0xB2, 0xA8]
        #expect(TextFile.decode(name).value?.text == "p01,魏瑾波")
        let torn = Array("编号,姓名,序号,职务,单位\np1,赵甲".utf8) + [0xFF]
        #expect(TextFile.decode(torn).diagnostics.first?.place?.line == 2)
        #expect(TextFile.decode(torn).value == nil)
    }

    @Test("a file of nothing but faults is told so in a thousand lines")
    func manyFaults() {
        let text = "people:\n" + String(repeating: "  - { x: 1, y: 2, z: 3 }\n", count: 490)
        #expect(Roster.parse(yaml: text).diagnostics.count == 1000)
    }

    @Test("quoted text may hold what plain text may not begin with")
    func quoted() {
        let text =
            "people:\n  - { id: p1, name: '*甲 & !乙', rank: 1, chief: party }\n  - { id: p2, name: \"a [b\", rank: 2 }\n  - { id: p3, name: c & d, rank: 3 }\n"
        #expect(Roster.parse(yaml: text).value?.map(\.name) == ["*甲 & !乙", "a [b", "c & d"])
    }

    @Test("the built-in profiles are sound")
    func builtIn() throws {
        for name in BuiltInProfiles.names {
            let reading = ProfileReader.read(name)
            #expect(reading.diagnostics.isEmpty, "\(name): \(reading.diagnostics)")
            let profile = try #require(reading.value)
            #expect(profile.id == name)
            // To change a decision about people alone is a punishable act.
            for kind in profile.kinds where kind.isAboutPeople {
                #expect(kind.veto == MatterKind.VetoWindow.none, "\(name) \(kind.id)")
            }
            // Each paper that is checked of somebody says what it rests on.
            for paper in profile.kinds.flatMap(\.prerequisites)
            where paper.isForEachCandidate == true {
                #expect(paper.source?.isEmpty == false, "\(name) \(paper.id)")
            }
        }
    }

    @Test("in a full committee nobody has to speak, and who withdrew votes")
    func fullCommittee() throws {
        let profile = try #require(ProfileReader.read("full-committee").value)
        #expect(profile.viewRule == .optional && profile.mayPass && profile.recusedVote == true)
        #expect(profile.quorum == .twoThirds && profile.chiefOrder == [.party])
        #expect(profile.kinds.map(\.appoints) == [true, false, false, false])
        // Where these keys are missing it is as ever.
        let other = try #require(ProfileReader.read("nanchuan").value)
        #expect(other.viewRule == nil && other.recusedVote == nil)
    }

    @Test("the profiles of a leadership group have all five powers and the four checks")
    func ofAGroup() throws {
        for name in ["nanchuan", "regulation-2019"] {
            let profile = try #require(ProfileReader.read(name).value)
            #expect(Set(profile.kinds.map(\.power)) == Set(Power.allCases))
            // A party group meets with half; about people there are two thirds everywhere.
            #expect(profile.quorum == (name == "nanchuan" ? .twoThirds : Fraction(1, 2)))
            #expect(
                profile.kinds.allSatisfy {
                    !$0.isAboutPeople || profile.quorum(of: $0) == .twoThirds
                })
            let facts = Set((profile.facts ?? []).map(\.id))
            #expect(facts.isSuperset(of: ["promotion", "unit-head", "finance", "exceptional"]))
            for id in ["appointment", "contested-appointment"] {
                let kind = try #require(profile.kind(id))
                #expect(kind.appoints)
                // What is checked of whom is asked for of a promotion alone, and each paper says what it rests on.
                let checks = ["file-audit", "declarations", "discipline", "petitions"]
                for check in checks {
                    let paper = try #require(kind.prerequisites.first { $0.id == check })
                    #expect(paper.facts == ["promotion"] && paper.isForEachCandidate == true)
                    #expect(paper.conclusions?.contains { $0.effect == .stops } == true)
                }
            }
            // A nomination is good for a year; a month without an answer is consent.
            let papers = profile.kinds.flatMap(\.prerequisites)
            #expect(papers.first { $0.id == "nomination" }?.validMonths == 12)
            let other = try #require(papers.first { $0.id == "consultation-above" })
            #expect(other.conclusion("silent")?.afterMonths == 1)
            #expect(profile.kind("project")?.prerequisites.map(\.id) == ["hearing", "tender-plan"])
        }
        func audit(_ name: String, _ kind: String) -> MatterKind.Prerequisite? {
            ProfileReader.read(name).value?.kind(kind)?.prerequisites.first { $0.id == "audit" }
        }
        for kind in ["transfer", "removal", "resignation", "retirement"] {
            #expect(audit("nanchuan", kind)?.isAdvice == nil && audit("nanchuan", kind) != nil)
            #expect(audit("regulation-2019", kind)?.isAdvice == true)
        }
        let nanchuan = try #require(ProfileReader.read("nanchuan").value)
        #expect(nanchuan.kind("appointment")?.recommendations == 1)
        #expect(nanchuan.kind("appointment")?.maySendBack == true)
        #expect(nanchuan.kind("project")?.veto == .sitting)
        #expect(
            nanchuan.kind("appointment")?.prerequisites.prefix(3).map(\.id)
                == ["consultation", "proposal", "inspection"])
        let regulation = try #require(ProfileReader.read("regulation-2019").value)
        #expect(regulation.kind("appointment")?.recommendations == 0)
        #expect(regulation.chiefOrder == [.party])
        #expect(regulation.kinds.allSatisfy { $0.maySendBack == nil })
    }

    @Test(
        "a profile can't undo what the program exists for",
        arguments: [
            ("quorum: 2/3", "quorum: 1/3", "E-CFG-QUORUM"),
            ("quorum: 2/3", "quorum: 0", "E-CFG-QUORUM"),
            ("quorum: 2/3", "quorum: 101/100", "E-CFG-QUORUM"),
            ("quorum: 2/3", "quorum: -1/2", "E-CFG-QUORUM"),
            ("quorum: 2/3", "quorum: 2/0", "E-CFG-QUORUM"),
            ("ballot: after-chief", "ballot: never", "E-CFG-RULE"),
            ("share: 1/2, more_than: yes", "share: 1/2, more_than: no", "E-CFG-SHARE"),
            ("share: 1/2, more_than: yes", "share: 1/3, more_than: yes", "E-CFG-SHARE"),
            ("of: entitled", "of: friends", "E-CFG-RULE"),
            ("may_pass: no", "may_pas: no", "E-CFG-KEY"),
            ("may_pass: no", "may_pass: perhaps", "E-VALUE"),
            ("may_pass: no", "may_pass: no\nchief_may_speak_first: yes", "E-CFG-KEY"),
            ("public_notice_working_days: 5", "public_notice_working_days: 1", "E-VALUE"),
            ("chief_order: [administrative, party]", "chief_order: [party, party]", "E-MISSING"),
        ])
    func profiles(_ old: String, _ new: String, _ code: String) throws {
        let text = try #require(BuiltInProfiles.text(of: "nanchuan"))
        #expect(text.contains(old))
        let reading = ProfileReader.parse(text.replacing(old, with: new))
        #expect(reading.value == nil)
        #expect(reading.diagnostics.contains { $0.code == code }, "\(reading.diagnostics)")
    }

    @Test("an unknown key comes with the nearest known one")
    func suggestion() throws {
        let text = try #require(BuiltInProfiles.text(of: "nanchuan")).replacing(
            "may_pass", with: "may_pas")
        #expect(
            ProfileReader.parse(text).diagnostics.contains {
                $0.problem == .unknownKey("may_pas", suggestion: "may_pass")
            })
    }

    @Test("the example plan resolves; a reference to nobody is shown with its place")
    func plan() throws {
        let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
            .appending(
                path: "Examples/bureau")
        var state = PersonnelState()
        let people = try #require(Roster.read(folder.appending(path: "roster.csv").path).value)
        state.evolve(
            .opened(RegisterOpening(organisation: "o", offsetMinutes: 480, language: "zh")))
        state.evolve(.peopleImported(PeopleImport(people: people)))
        let hash = String(repeating: "a", count: 64)
        let recommendations = try #require(
            RecommendationReader.read(folder.appending(path: "recommendations.yaml").path) { _ in
                hash
            }.value)
        for r in recommendations { state.evolve(.lodged(r)) }
        let sources = PlanDraft.Sources(
            prior: { _, _ in nil }, profile: ProfileReader.read, hashOfFile: { _ in hash })
        let text = try String(contentsOf: folder.appending(path: "plan.yaml"), encoding: .utf8)
        let good = try #require(PlanReader.parse(text).value).resolve(in: state, sources)
        #expect(good.diagnostics.isEmpty)
        #expect(good.value?.plan.roll.count == 9)
        #expect(good.value?.plan.matters.count == 5)
        for (old, new, code) in [
            ("主持人: p01", "主持人: p77", "E-REF"), ("推荐: [r1]", "推荐: [r9]", "E-REF"),
            ("类别: removal", "类别: remove", "E-REF"), ("规程: nanchuan", "规程: somewhere", "E-REF"),
            ("材料: grounds", "材料: reasons", "E-REF"),
        ] {
            let draft = try #require(PlanReader.parse(text.replacing(old, with: new)).value)
            let bad = draft.resolve(in: state, sources)
            #expect(bad.value == nil)
            #expect(bad.diagnostics.first?.code == code)
            #expect(bad.diagnostics.first?.place != nil)
        }
        for (old, new, code) in [
            ("日期: 2026-11-17", "日期: 2026-02-30", "E-DATE"), ("时间: 2026", "时间: 26", "E-TIME"),
            ("会议: 2026-18", "会议: ../x", "E-ID"), ("标题: 2026 年第 18 次党组会", "主题: x", "E-CFG-KEY"),
        ] {
            let codes = PlanReader.parse(text.replacing(old, with: new)).diagnostics.map(\.code)
            #expect(codes.contains(code), "\(new): \(codes)")
        }
    }

    @Test("every message has both languages, and neither holds a raw control character")
    func messages() {
        let problems: [Problem] = [
            .noFile("a\u{1B}b"), .notAFile("x"), .noPermission("x"), .tooLarge(limit: 1 << 20),
            .nul(offset: 1),
            .undecodable(offset: 2), .encoding("GB18030", sample: ["a"]), .unclosedQuote,
            .strayQuote,
            .fieldCount(expected: 1, got: 2), .separator("\t"), .columnsLeftOut(["x"]),
            .linesLeftOut(["x"]), .cutByRemark(kept: "a", cut: "#b"), .noName("0"),
            .lostCharacter("?"),
            .noHeader(known: ["a"]),
            .duplicateHeader("x"), .missingHeader("name"), .tableEmpty, .tableTooBig(limit: 5),
            .yaml("\u{9B}"),
            .alias, .tag, .duplicateKey("x"), .tab, .depth(limit: 3),
            .unknownKey("x", suggestion: "y"),
            .expectedMapping, .expectedList, .expectedText, .missing("x"),
            .text(field: "n", .empty),
            .normalised(field: "n"), .trimmed(field: "n"), .formula("=1"), .generatedID("p1"),
            .recognised(["n"]), .namesakes("n", known: ["p1 n"]),
            .renamed("p1", from: "n", to: "m"),
            .badID("\u{202E}"),
            .badValue(field: "f", value: "v", allowed: ["a"]), .badNumber(field: "f", value: "v"),
            .badDate(field: "f", value: "v"), .badTime(field: "f", value: "v"), .badHash("v"),
            .duplicateName("n", firstLine: 1), .duplicateID("n", firstLine: 1),
            .duplicateRank(1, firstLine: 1),
            .confusable("a", "b"), .noChief, .tooManyChiefs(3), .smallGroup(2), .unknownPerson("x"),
            .unknownRecommendation("x"), .unknownProfile("x", known: []),
            .unknownKind("x", known: []),
            .unknownPrerequisite("x", known: []), .unknownFact("x", known: []),
            .unknownConclusion("x", known: []), .unknownPrior("x"), .withdrawnRecommendation("x"),
            .badQuorum("x"), .badShare("x"), .unknownRule("x", allowed: []),
        ]
        for problem in problems {
            let text = problem.text
            #expect(text.zh != text.en && !text.zh.isEmpty)
            #expect(text.zh.unicodeScalars.contains { $0.value > 0x4E00 }, "\(problem)")
            for t in [text.zh, text.en] {
                #expect(Legibility.fault(inText: t) == nil, "\(problem)")
            }
        }
    }
}
