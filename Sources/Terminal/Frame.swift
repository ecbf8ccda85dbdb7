// SPDX-License-Identifier: GPL-3.0-or-later

/// Rows and columns, in cells.
public struct Size: Hashable, Sendable {
    public var rows: Int
    public var columns: Int
    public init(rows: Int, columns: Int) {
        self.rows = rows
        self.columns = columns
    }
}

/// What a cell means; a theme says how that looks. No role is told by colour alone: each goes with a
/// word or a sign.
public enum Role: UInt8, Hashable, Sendable, CaseIterable {
    case plain, dim, strong, title, bar, key, selected, suggested, good, bad, warning, field
}

/// One cell: a glyph, or the right half of the glyph before it (an empty text).
public struct Cell: Hashable, Sendable {
    public var glyph: String
    public var role: Role
    public init(_ glyph: String, _ role: Role = .plain) {
        self.glyph = glyph
        self.role = role
    }
    public static let blank = Cell(" ")
}

/// A place in a frame, counted from 0.
public struct Spot: Hashable, Sendable {
    public var row: Int
    public var column: Int
    public init(_ row: Int, _ column: Int) {
        self.row = row
        self.column = column
    }
}

/// A screenful of cells. Whatever is drawn stays inside, and no glyph is cut in half.
public struct Frame: Hashable, Sendable {
    public let size: Size
    public private(set) var cells: [Cell]
    /// Where the real cursor stands: on the caret, or on what is selected.
    public var cursor: Spot?

    public init(_ size: Size) {
        self.size = size
        cells = Array(repeating: .blank, count: max(0, size.rows * size.columns))
    }

    public subscript(row: Int, column: Int) -> Cell { cells[row * size.columns + column] }

    /// Draws a text from a place on, as far as `end` (the right edge, if nil) and the row go.
    ///
    /// - Returns: the column after the last cell drawn.
    @discardableResult
    public mutating func put(
        _ row: Int, _ column: Int, _ text: String, _ role: Role = .plain, to end: Int? = nil
    ) -> Int {
        guard (0..<size.rows).contains(row) else { return column }
        let limit = min(end ?? size.columns, size.columns)
        var at = column
        for glyph in Glyphs(text) {
            guard at + glyph.cells <= limit else { break }
            if at >= 0 { set(row, at, glyph, role) }
            at += glyph.cells
        }
        return at
    }

    /// The same role for every cell of a stretch of a row, whatever stands in it.
    public mutating func paint(_ row: Int, _ columns: Range<Int>, _ role: Role) {
        guard (0..<size.rows).contains(row) else { return }
        for column in columns.clamped(to: 0..<size.columns) {
            cells[row * size.columns + column].role = role
        }
    }

    /// Blanks a block of cells.
    public mutating func fill(_ rows: Range<Int>, _ columns: Range<Int>, _ role: Role = .plain) {
        for row in rows.clamped(to: 0..<size.rows) {
            for column in columns.clamped(to: 0..<size.columns) {
                set(row, column, Glyph(text: " ", cells: 1), role)
            }
        }
    }

    /// Puts rows of another frame of the same width in their place.
    public mutating func place(_ other: Frame, rows: Range<Int>) {
        guard other.size.columns == size.columns else { return }
        for row in rows.clamped(to: 0..<min(size.rows, other.size.rows)) {
            let range = row * size.columns..<(row + 1) * size.columns
            cells[range] = other.cells[range]
        }
    }

    private mutating func set(_ row: Int, _ column: Int, _ glyph: Glyph, _ role: Role) {
        let at = row * size.columns + column
        // Half of a wide glyph that is overdrawn takes its other half with it.
        if cells[at].glyph.isEmpty, column > 0 { cells[at - 1].glyph = " " }
        let last = at + glyph.cells - 1
        if column + glyph.cells < size.columns, cells[last + 1].glyph.isEmpty {
            cells[last + 1].glyph = " "
        }
        cells[at] = Cell(glyph.text, role)
        if glyph.cells == 2 { cells[at + 1] = Cell("", role) }
    }

    /// A row as text, for tests and for people who read by ear; trailing blanks are left off.
    public func line(_ row: Int) -> String {
        var text = ""
        for column in 0..<size.columns { text += self[row, column].glyph }
        while text.hasSuffix(" ") { text.removeLast() }
        return text
    }

    public var text: String { (0..<size.rows).map(line).joined(separator: "\n") + "\n" }

    /// Overwrites what a voter saw, in place.
    public mutating func wipe() {
        for i in cells.indices { cells[i] = .blank }
        cursor = nil
    }
}
