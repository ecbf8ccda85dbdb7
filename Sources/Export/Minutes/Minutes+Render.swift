// SPDX-License-Identifier: GPL-3.0-or-later
import Basics
import Foundation
import Meeting
import Personnel
import Record
import Replay
import Wording

/// How far minutes have come.
public enum MinutesStanding: Hashable, Sendable {
    case draft
    /// In the other language than that which was sealed.
    case translation(of: String, by: PersonID, on: Day)
    /// Approved and signed as they read here.
    case sealed(by: PersonID, on: Day, signers: [PersonID], paper: String?, mark: Fingerprint?)
    /// They were sealed with another text; the first line that differs.
    case differs(line: Int)
    /// They were sealed, and something was decided since (a veto).
    case overtaken(sealedOn: Day)
}

extension Minutes {
    /// The plain text: what is sealed, and what the check makes again.
    public func text() -> String {
        var out = ""
        for block in blocks() {
            switch block {
            case .title(let t): out += "\(t)\n"
            case .heading(let t): out += "\n\(t)\n"
            case .item(let name, let value):
                out += say(
                    "\(name)：\(value)\n", value.isEmpty ? "\(name):\n" : "\(name): \(value)\n")
            case .entry(let t): out += "  \(t)\n"
            case .note(let t): out += "    \(t)\n"
            case .signature(let t): out += say("\(t)（签名）\n", "\(t) (signature)\n")
            }
        }
        return out.precomposedStringWithCanonicalMapping
    }

    /// Plain text, with how the minutes stand on top.
    public func text(_ standing: MinutesStanding) -> String { "\(line(standing))\n\n\(text())" }

    /// Markdown, with how the minutes stand on top.
    public func markdown(_ standing: MinutesStanding) -> String {
        var out = ""
        for block in blocks() {
            switch block {
            case .title(let t): out += "# \(escaped(t))\n\n*\(escaped(line(standing)))*\n\n"
            case .heading(let t): out += "\n## \(escaped(t))\n\n"
            case .item(let name, let value): out += "- **\(escaped(name))** \(escaped(value))\n"
            case .entry(let t): out += "  - \(escaped(t))\n"
            case .note(let t): out += "    - \(escaped(t))\n"
            case .signature(let t): out += "\n\(escaped(t)) \\_\\_\\_\\_\\_\\_\\_\\_\\_\\_\\_\\_\n"
            }
        }
        return out
    }

    /// A page for A4 in the official margins (GB/T 9704: 37 mm above, 28 mm left, text 156 by 225 mm).
    public func html(_ standing: MinutesStanding) -> String {
        var body = ""
        var isList = false
        func list(_ open: Bool) {
            if open != isList { body += open ? "<dl>\n" : "</dl>\n" }
            isList = open
        }
        for block in blocks() {
            if case .item = block { list(true) } else { list(false) }
            switch block {
            case .title(let t):
                body +=
                    "<h1>\(LedgerTable.escaped(t))</h1>\n<p class=standing>\(LedgerTable.escaped(line(standing)))</p>\n"
            case .heading(let t): body += "<h2>\(LedgerTable.escaped(t))</h2>\n"
            case .item(let name, let value):
                body +=
                    "<div><dt>\(LedgerTable.escaped(name))</dt><dd>\(LedgerTable.escaped(value))</dd></div>\n"
            case .entry(let t): body += "<p class=entry>\(LedgerTable.escaped(t))</p>\n"
            case .note(let t): body += "<p class=note>\(LedgerTable.escaped(t))</p>\n"
            case .signature(let t):
                body += "<p class=sign><span>\(LedgerTable.escaped(t))</span><i></i></p>\n"
            }
        }
        list(false)
        let title = end.charter.map { shown($0.plan.title) } ?? ""
        return Self.page
            .replacingOccurrences(of: "{{lang}}", with: language == .zh ? "zh-CN" : "en")
            .replacingOccurrences(of: "{{title}}", with: LedgerTable.escaped(title))
            .replacingOccurrences(of: "{{class}}", with: standing == .draft ? "draft" : "")
            .replacingOccurrences(of: "{{draft}}", with: say("草稿", "DRAFT"))
            .replacingOccurrences(of: "{{body}}", with: body)
    }

    /// It in one line.
    public func line(_ standing: MinutesStanding) -> String {
        switch standing {
        case .draft: return say("草稿：尚未审定签名", "Draft: not approved and signed yet")
        case .translation(let language, let by, let day):
            return say(
                "译文：封存的是\(language == "en" ? "英文" : "中文")文本，\(day) 由 \(names(by)) 审定",
                "Translation: the \(language == "en" ? "English" : "Chinese") text is the sealed one, approved on \(day) by \(names(by))"
            )
        case .overtaken(let day):
            return say(
                "\(day) 封存之后会议又有新的记录，须重新审定封存",
                "sealed on \(day), and overtaken since: to be approved and sealed again")
        case .differs(let line):
            return say(
                "不符：登记簿与封存的会议记录第 \(line) 行不同，须核验",
                "NOT AS SEALED: line \(line) of the sealed minutes is another; verify the register")
        case .sealed(let by, let day, let signers, let paper, let mark):
            let who = signers.map { names($0) }.joined(separator: say("、", ", "))
            let scan = paper.map { say("；签名页《\(shown($0))》", "; signed page “\(shown($0))”") } ?? ""
            let signed = who.isEmpty ? "" : say("，签名：\(who)", ", signed: \(who)")
            let print =
                mark.map { say("；封存指纹 \($0.chinese)", "; seal's fingerprint \($0.english)") } ?? ""
            return say(
                "\(day) 由 \(names(by)) 审定封存\(signed)\(scan)\(print)",
                "approved and sealed by \(names(by)) on \(day)\(signed)\(scan)\(print)")
        }
    }

    private func escaped(_ text: String) -> String {
        var out = ""
        for character in text {
            if "\\`*_{}[]<>#|".contains(character) { out.append("\\") }
            out.append(character)
        }
        return out
    }

    private static let page = ##"""
        <!DOCTYPE html>
        <html lang="{{lang}}"><head><meta charset="utf-8">
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>{{title}}</title>
        <style>
        @page { size: A4; margin: 37mm 26mm 35mm 28mm; }
        body { max-width: 156mm; margin: 2rem auto; padding: 0 1rem; color: #000; background: #fff;
          font: 16pt/1.75 FangSong, STFangsong, "Noto Serif CJK SC", "Source Han Serif SC", SimSun, serif; }
        html:lang(en) body { font: 12pt/1.5 "Liberation Serif", "Times New Roman", serif; }
        h1 { font: bold 1.375em/1.5 "Noto Serif CJK SC", SimSun, serif; text-align: center; margin: 0 0 .5em; }
        h2 { font: bold 1em/1.75 SimHei, "Noto Sans CJK SC", sans-serif; margin: 1em 0 0; break-after: avoid; }
        .standing { text-align: center; color: #8a2b06; margin: 0 0 1em; }
        dl { margin: 0; } dl div { display: flex; gap: 1em; break-inside: avoid; }
        dt { flex: 0 0 6em; font-family: SimHei, "Noto Sans CJK SC", sans-serif; } dd { margin: 0; word-break: keep-all; overflow-wrap: anywhere; }
        p { margin: 0; } .entry { padding-left: 2em; text-indent: -1em; } .note { padding-left: 3em; color: #333; }
        .sign { display: flex; gap: 1em; margin-top: 1.5em; break-inside: avoid; }
        .sign i { flex: 1; border-bottom: 1px solid #000; }
        .draft::before { content: "{{draft}}"; position: fixed; top: 40%; left: 0; right: 0; text-align: center;
          font-size: 120pt; color: rgba(138, 43, 6, .08); transform: rotate(-30deg); pointer-events: none; }
        @media print { body { margin: 0; padding: 0; max-width: none; } }
        </style></head><body class="{{class}}">
        {{body}}</body></html>

        """##
}
