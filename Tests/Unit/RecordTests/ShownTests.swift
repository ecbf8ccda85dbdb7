// SPDX-License-Identifier: GPL-3.0-or-later
import Basics
import Testing
import Wording

/// What people wrote can drive no terminal, whichever way it gets into a sentence.
@Suite("text that may be shown")
struct ShownTests {
    /// Every control character and every sign that turns or hides text.
    private static let hostile: [Unicode.Scalar] = {
        let ranges: [ClosedRange<UInt32>] = [
            0...0x1F, 0x7F...0x9F, 0x202A...0x202E, 0x2066...0x2069, 0x200B...0x200B,
            0x200E...0x200F, 0x2028...0x2029, 0xAD...0xAD, 0xFEFF...0xFEFF, 0x2800...0x2800,
        ]
        return ranges.flatMap { $0.compactMap { Unicode.Scalar($0) } }
    }()

    private struct Written: CustomStringConvertible { var description: String }

    @Test("a sign that could drive a terminal is shown by its number, and never itself")
    func nothingHostilePasses() {
        var tried = 0
        for scalar in Self.hostile {
            let name = "甲\(Character(scalar))乙"
            let texts = [
                Text("《\(name)》", "“\(name)”"), Text(same: name), list([name, name]),
                Text("\(Written(description: name))", "\(Written(description: name))"),
                Text("一", "one") + Text(same: name), list([Text(same: name)]),
            ]
            for text in texts {
                for said in [text.zh, text.en] {
                    #expect(!said.unicodeScalars.contains(scalar), "U+\(scalar.value)")
                    #expect(said.contains("<U+") || !said.contains("甲"), "U+\(scalar.value)")
                    tried += 1
                }
            }
        }
        #expect(tried == Self.hostile.count * 12 && Self.hostile.count > 70)
    }

    @Test("what the program itself says stands as it is written, and so does an ordinary name")
    func ordinaryTextStays() {
        #expect(Text("一\n二", "one\ntwo").en == "one\ntwo")
        for name in ["欧阳𠮷", "阿卜杜拉·买买提", "葛\u{E0100}", "José", "(a)，b"] {
            #expect(Text("\(name)", "x").zh == name)
            #expect(Shown(name).text == name)
        }
        let escape = String("\u{1B}")
        let shown: Shown = "\(7) \(Shown(escape))"
        #expect(shown.text == "7 <U+001B>", "what was made visible isn't made so twice")
        let lines = Shown.joined(["甲\n", "\(escape)\n"])
        #expect(Text("\(lines)", "\(lines)").en == "甲\n<U+001B>\n", "our own lines stay lines")
    }
}
