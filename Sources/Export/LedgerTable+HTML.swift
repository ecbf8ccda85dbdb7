// SPDX-License-Identifier: GPL-3.0-or-later
import Basics
import Foundation
import Ledger
import Personnel
import Wording

extension LedgerTable {
    /// A page by itself, for A4 landscape paper: nothing is fetched, no script.
    public func html() -> Data {
        let e = Self.escaped
        var out = """
            <!DOCTYPE html>
            <html lang="\(language == .zh ? "zh-CN" : "en")"><head><meta charset="utf-8">
            <title>\(e(title)) · \(e(about.organisation))</title>
            <style>
            @page { size: A4 landscape; margin: 14mm 12mm; }
            body { font: 9pt/1.4 "Noto Serif CJK SC", "Source Han Serif SC", SimSun, "Songti SC", serif; color: #000; }
            h1 { font: bold 16pt "Noto Sans CJK SC", "Source Han Sans SC", SimHei, "Heiti SC", sans-serif; text-align: center; margin: 0 0 4mm; }
            table { border-collapse: collapse; width: 100%; }
            th, td { border: 0.3pt solid #444; padding: 1mm; text-align: left; vertical-align: top; }
            thead { display: table-header-group; } tr { break-inside: avoid; }
            th { background: #eee; font-weight: bold; } td.n { text-align: right; }
            dl { display: grid; grid-template-columns: max-content 1fr; gap: 0 4mm; margin: 4mm 0 0; }
            dd { margin: 0; } figure { margin: 4mm 0; break-inside: avoid; }
            </style></head><body>
            <h1>\(e(title))</h1>
            <table><thead><tr>
            """
        for column in columns { out += "<th>\(e(column.title(language)))</th>" }
        out += "</tr></thead><tbody>\n"
        for i in rows.indices {
            out += "<tr>"
            for cell in cells(of: i) {
                let isNumber = if case .number = cell { true } else { false }
                out += "<td\(isNumber ? " class=\"n\"" : "")>\(e(text(cell)))</td>"
            }
            out += "</tr>\n"
        }
        out += "</tbody></table>\n"
        if about.scope != .public { out += chart() }
        out += "<dl>"
        for (name, value) in remarks { out += "<dt>\(e(name(language)))</dt><dd>\(e(value))</dd>" }
        out += "</dl>\n</body></html>\n"
        return Data(out.utf8)
    }

    /// Appointments by year, and how many of them came to an adverse outcome. No person is in it.
    private func chart() -> String {
        var years: [Int: (all: Set<String>, adverse: Set<String>)] = [:]
        for row in rows {
            guard let appointment = row.appointment, let year = row.appointedOn?.civil.year else {
                continue
            }
            // Ids are a register's own.
            let id = "\(row.organisation ?? "")\n\(appointment)"
            years[year, default: ([], [])].all.insert(id)
            if row.outcomes.contains(where: \.kind.isAdverse) { years[year]?.adverse.insert(id) }
        }
        guard let most = years.values.map(\.all.count).max(), most > 0 else { return "" }
        let order = years.keys.sorted()
        let caption = Text(
            "各年任职数（深色：有不良结果）", "Appointments by year (dark: with an adverse outcome)")(
                language)
        var out =
            "<figure><figcaption>\(caption)</figcaption><svg viewBox=\"0 0 \(order.count * 40 + 10) 80\" width=\"\(order.count * 40 + 10)\" height=\"80\" role=\"img\" aria-label=\"\(caption)\">"
        for (i, year) in order.enumerated() {
            let (all, adverse) = (years[year]?.all.count ?? 0, years[year]?.adverse.count ?? 0)
            let (x, high, dark) = (i * 40 + 8, all * 48 / most, adverse * 48 / most)
            out +=
                "<rect x=\"\(x)\" y=\"\(62 - high)\" width=\"24\" height=\"\(high)\" fill=\"#bbb\"/>"
            out +=
                "<rect x=\"\(x)\" y=\"\(62 - dark)\" width=\"24\" height=\"\(dark)\" fill=\"#333\"/>"
            out +=
                "<text x=\"\(x + 12)\" y=\"74\" font-size=\"9\" text-anchor=\"middle\">\(year)</text>"
            out +=
                "<text x=\"\(x + 12)\" y=\"\(58 - high)\" font-size=\"8\" text-anchor=\"middle\">\(all)/\(adverse)</text>"
        }
        return out + "</svg></figure>\n"
    }

    static func escaped(_ text: String) -> String {
        var out = ""
        for c in text.unicodeScalars {
            switch c {
            case "&": out += "&amp;"
            case "<": out += "&lt;"
            case ">": out += "&gt;"
            case "\"": out += "&quot;"
            case "'": out += "&#39;"
            default: out.unicodeScalars.append(c)
            }
        }
        return out
    }
}
