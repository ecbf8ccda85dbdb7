// SPDX-License-Identifier: GPL-3.0-or-later
import Basics
import Personnel
import Terminal
import Wording

extension App {
    func draw(_ form: Form, _ c: inout Canvas) {
        let width = min(90, c.columns - 8)
        let asked = form.fields.indices.filter(form.isShown)
        let widest = asked.map { Width.of(setting(form.fields[$0].label)) }.max() ?? 8
        let label = min(34, widest, width / 2)
        let inside = box(
            &c, rows: min(asked.count + 4, c.rows - 8), columns: width, setting(form.title))
        let end = inside.columns.upperBound
        let place = asked.firstIndex(of: form.index) ?? asked.count
        let shown = Scroll.window(
            asked.count, selected: min(place, asked.count - 1),
            height: max(1, inside.rows.count - 3))
        var row = inside.rows.lowerBound
        for i in asked[shown] {
            let field = form.fields[i]
            let isHere = i == form.index
            c.put(row, inside.columns.lowerBound, isHere ? c.symbols.next : " ", .suggested)
            c.put(
                row, inside.columns.lowerBound + 2,
                Width.fit(setting(field.label), label, mark: c.symbols.more),
                isHere ? .strong : .plain)
            draw(field, &c, row, inside.columns.lowerBound + label + 4, end, isHere)
            row += 1
        }
        row += 1
        let isHere = form.index == form.fields.count
        c.put(row, inside.columns.lowerBound, isHere ? c.symbols.next : " ", .suggested)
        let column = inside.columns.lowerBound + 2
        c.put(
            row, column, setting("[ 确认 ]", "[ OK ]"),
            isHere ? .selected : form.canConfirm ? .strong : .dim)
        if isHere { c.frame.cursor = Spot(row, column) }
        if let fault = form.fault {
            c.speak("\(c.symbols.refused) \(setting(fault))", .bad)
        }
        keys(&c, keyWords(form))
    }

    /// What the field with the caret understands.
    private func keyWords(_ form: Form) -> Text {
        let own: Text
        switch form.here?.kind {
        case nil: own = Text("", "")
        case .choice: own = Text("   ←→ 或数字 选择", "   ←→ or digits choose")
        case .picks: own = Text("   ←→ 移动   空格或数字 选上/去掉", "   ←→ move   Space or digits tick")
        case .people:
            own =
                form.here?.givesWay == true
                ? Text("   直接输入就替换，→ 从名单选", "   typing replaces it, → from the list")
                : Text("   → 从名单选", "   → from the list")
        default:
            own =
                form.here?.givesWay == true
                ? Text("   直接输入就替换", "   typing replaces it") : Text("   ←→ 移动光标", "   ←→ caret")
        }
        return Text("↑↓ 换栏", "↑↓ field") + own
            + Text("   回车 下一栏/确认   Esc 放弃", "   Enter next/OK   Esc give up")
    }

    private func draw(
        _ field: Field, _ c: inout Canvas, _ row: Int, _ column: Int, _ end: Int, _ isHere: Bool
    ) {
        switch field.kind {
        case .choice(let options):
            // Before anything is chosen, all there is to choose from.
            let text =
                options.indices.contains(field.pick)
                ? setting(options[field.pick])
                : options.enumerated().map { "\($0 + 1) \(setting($1))" }.joined(separator: "  ")
            let shown =
                isHere && field.pick >= 0 && options.count > 1
                ? "< \(text) >  \(field.pick + 1)/\(options.count)" : text
            let last = c.put(row, column, shown, isHere ? .strong : .plain, to: end)
            if isHere { c.frame.cursor = Spot(row, min(last, end - 1)) }
        case .picks(let options, _): draw(field, options, &c, row, column, end, isHere)
        default:
            let (text, caret) = Self.window(field, max(1, end - column - 1))
            c.frame.fill(row..<row + 1, column..<end, isHere ? .field : .plain)
            c.put(
                row, column, text,
                !isHere ? .plain : field.givesWay ? .selected : .field, to: end)
            if isHere { c.frame.cursor = Spot(row, min(column + caret, end - 1)) }
        }
    }

    private func draw(
        _ field: Field, _ options: [Text], _ c: inout Canvas, _ row: Int, _ column: Int, _ end: Int,
        _ isHere: Bool
    ) {
        let texts = options.enumerated().map { i, option in
            "\(field.picks.contains(i) ? "[\(c.symbols.done)]" : "[ ]")\(setting(option))"
        }
        // So many from the left are left out that the one in hand is to be seen.
        let count = "\(field.picks.count)/\(options.count)"
        let room = end - column - Width.of(count) - 3
        var first = 0
        while first < field.pick,
            texts[first...field.pick].reduce(0, { $0 + Width.of($1) + 1 }) > room
        { first += 1 }
        c.right(row, count, .dim, end: end)
        var at = column
        if first > 0 { at = c.put(row, at, c.symbols.more) }
        for i in first..<options.count {
            let text = texts[i]
            guard at + Width.of(text) < end - Width.of(count) - 1 else { break }
            if isHere, i == field.pick { c.frame.cursor = Spot(row, at) }
            at = c.put(row, at, text, isHere && i == field.pick ? .selected : .plain, to: end) + 1
        }
    }

    /// As much of a long text as there is room for, around the caret; and where that stands in it.
    private static func window(_ field: Field, _ room: Int) -> (text: String, caret: Int) {
        let shown = field.text.map { Legibility.visible(String($0)) }
        let caret = field.caret
        var left = ""
        var right = ""
        var free = room
        // What follows the caret has at most a third, so that one sees what one goes on writing.
        var taken = 0
        for piece in shown[caret...] {
            guard Width.of(right + piece) <= room / 3 else { break }
            right += piece
            taken += 1
        }
        free -= Width.of(right)
        for piece in shown[..<caret].reversed() {
            guard Width.of(piece) <= free else { break }
            free -= Width.of(piece)
            left = piece + left
        }
        let rest = shown[(caret + taken)...].prefix(free).joined()
        return (left + right + Width.cut(rest, to: free, mark: ""), Width.of(left))
    }
}
