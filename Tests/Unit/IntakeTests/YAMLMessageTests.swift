// SPDX-License-Identifier: GPL-3.0-or-later
import Intake
import Testing
import Wording

@Suite("what is wrong with a YAML file, said in Chinese")
struct YAMLMessageTests {
    static let broken = [
        "a: [1", "a: [1 2: 3", "a: {b: 1", "a: {b: 1 c", "a: 'b", "a: \"b\n---\n", "a: \"b\\q\"",
        "a: \"\\xzz\"", "a: b: c", "a: b\n  c: d", "a:\n  - b\n c: d", "- a\nb: c", "a: - b",
        "@a: b",
        "a: `b`", "a: | b\n", "a: 'b' c", "a\nb: c", "\"a\"\n\"b\": 1", "a: b\n- c", "a: ? b",
        "a: ]", "a: }", "a: ,", "a: %b", "--- a\n--- b\nc", "'a' 'b'", "a: |0\n b",
        "%YAML 9.9\n---\na: b",
    ]

    @Test("libyaml's usual sentences are said in Chinese, a rare one as it is", arguments: broken)
    func chinese(_ text: String) {
        for diagnostic in PlanReader.parse(text).diagnostics where diagnostic.code == "E-YAML" {
            let said = diagnostic.problem.text
            #expect(!said.zh.contains("libyaml"), "\(text): \(said.zh)")
            #expect(!said.zh.contains(#/[a-z]{4}/#), "\(text): \(said.zh)")
        }
    }

    @Test("the texts above get to most of the sentences; one that has no Chinese is found")
    func control() {
        let said = Set(
            Self.broken.flatMap { PlanReader.parse($0).diagnostics }.filter { $0.code == "E-YAML" }
                .map(\.problem.text.en))
        #expect(said.count >= 10, "\(said.sorted().joined(separator: "\n"))")
        let rare =
            PlanReader.parse("a: \"\\uD800\"").diagnostics
            + PlanReader.parse("%TAG x y\n---\na").diagnostics
        #expect(rare.contains { $0.problem.text.zh.contains("libyaml：") }, "\(rare)")
    }
}
