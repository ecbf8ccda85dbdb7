// SPDX-License-Identifier: GPL-3.0-or-later
import Basics
import CXlsxwriter
import Foundation
import Meeting
import Personnel
import Wording

extension LedgerTable {
    /// A workbook: typed cells, header row that stays, A4 landscape; for an inspection the backward reviews on a second
    /// sheet.
    ///
    /// - Throws: `ExportError.spreadsheet` with the library's word.
    public func writeXLSX(to path: String) throws(ExportError) {
        // Row by row to the disk: a long list takes no more memory than a short one.
        var options = lxw_workbook_options()
        options.constant_memory = 1
        guard let book = workbook_new_opt(path, &options),
            let sheet = workbook_add_worksheet(book, Text("台账", "List")(language))
        else { throw .spreadsheet("workbook_new") }
        let head = workbook_add_format(book)
        format_set_bold(head)
        format_set_text_wrap(head)
        format_set_border(head, UInt8(LXW_BORDER_THIN.rawValue))
        format_set_align(head, UInt8(LXW_ALIGN_CENTER.rawValue))
        format_set_bg_color(head, 0xE8E8E8)
        let body = workbook_add_format(book)
        format_set_text_wrap(body)
        format_set_border(body, UInt8(LXW_BORDER_THIN.rawValue))
        format_set_align(body, UInt8(LXW_ALIGN_VERTICAL_TOP.rawValue))
        let date = workbook_add_format(book)
        format_set_num_format(date, "yyyy-mm-dd")
        format_set_border(date, UInt8(LXW_BORDER_THIN.rawValue))
        format_set_align(date, UInt8(LXW_ALIGN_VERTICAL_TOP.rawValue))

        for (i, column) in columns.enumerated() {
            let at = lxw_col_t(i)
            worksheet_set_column(sheet, at, at, Double(column.width), nil)
            worksheet_write_string(sheet, 0, at, column.title(language), head)
        }
        for i in rows.indices {
            for (j, cell) in cells(of: i).enumerated() {
                write(cell, lxw_row_t(i + 1), lxw_col_t(j), to: sheet, as: body, date: date)
            }
        }
        for (i, (name, value)) in remarks.enumerated() {
            let row = lxw_row_t(rows.count + 2 + i)
            worksheet_write_string(sheet, row, 0, name(language), nil)
            worksheet_write_string(sheet, row, 1, value, nil)
        }
        setPage(of: sheet, rows: rows.count, columns: columns.count)
        worksheet_set_header(sheet, "&C\(Self.plainHeader(title))")
        worksheet_set_footer(sheet, "&L\(Self.plainHeader(about.fingerprint(language)))&R&P / &N")
        if !reviews.isEmpty {
            guard let second = workbook_add_worksheet(book, Text("倒查", "Review")(language)) else {
                throw .spreadsheet("workbook_add_worksheet")
            }
            writeReviews(to: second, head: head, body: body, date: date)
        }
        let (code, cause) = Self.quietly { workbook_close(book) }
        guard code == LXW_NO_ERROR else {
            // The disk's own word is plainer than that of what packs the file.
            let isDisks = [ENOSPC, EDQUOT, EFBIG, EIO, EROFS, EACCES].contains(cause)
            throw .spreadsheet(String(cString: isDisks ? strerror(cause) : lxw_strerror(code)))
        }
    }

    private typealias Sheet = UnsafeMutablePointer<lxw_worksheet>
    private typealias Format = UnsafeMutablePointer<lxw_format>

    // Row, column, sheet and formats, in the library's order.
    private func write(
        _ cell: Cell, _ row: lxw_row_t, _ column: lxw_col_t, to sheet: Sheet, as body: Format?,
        date: Format?
    ) {
        switch cell {
        // Strings stay strings: no formula is made of them, and no digit is lost.
        case .text(let t): worksheet_write_string(sheet, row, column, t, body)
        case .number(let n): worksheet_write_number(sheet, row, column, Double(n), body)
        case .day(let d):
            let (y, m, day) = d.civil
            var when = lxw_datetime(
                year: Int32(y), month: Int32(m), day: Int32(day), hour: 0, min: 0, sec: 0)
            worksheet_write_datetime(sheet, row, column, &when, date)
        case .none: worksheet_write_blank(sheet, row, column, body)
        }
    }

    private func writeReviews(
        to sheet: Sheet, head: Format?, body: Format?, date: Format?
    ) {
        let columns = Self.reviewColumns
        for (i, column) in columns.enumerated() {
            worksheet_set_column(sheet, lxw_col_t(i), lxw_col_t(i), Double(column.width), nil)
            worksheet_write_string(sheet, 0, lxw_col_t(i), column.title(language), head)
        }
        for (i, review) in reviews.enumerated() {
            for (j, column) in columns.enumerated() {
                write(
                    column.cell(review, language), lxw_row_t(i + 1), lxw_col_t(j), to: sheet,
                    as: body,
                    date: date
                )
            }
        }
        setPage(of: sheet, rows: reviews.count, columns: columns.count)
    }

    /// The header row stays in sight and can be filtered by; paper is A4 landscape, one page wide.
    private func setPage(of sheet: Sheet, rows: Int, columns: Int) {
        worksheet_freeze_panes(sheet, 1, 0)
        worksheet_autofilter(sheet, 0, 0, lxw_row_t(rows), lxw_col_t(columns - 1))
        worksheet_set_landscape(sheet)
        worksheet_set_paper(sheet, 9)
        worksheet_fit_to_pages(sheet, 1, 0)
        worksheet_repeat_rows(sheet, 0, 0)
    }

    /// The library tells its faults to whoever looks at the screen: they are told in the program's own words instead.
    ///
    /// - Returns: what came of it, and the system's error where there was one.
    private static func quietly<Value>(_ work: () -> Value) -> (Value, cause: Int32) {
        let screen = dup(2)
        let nowhere = open("/dev/null", O_WRONLY)
        if screen >= 0, nowhere >= 0 { dup2(nowhere, 2) }
        errno = 0
        let value = work()
        let cause = errno
        if screen >= 0 { dup2(screen, 2) }
        for descriptor in [screen, nowhere] where descriptor >= 0 { close(descriptor) }
        return (value, cause)
    }

    /// `&` commands something in headers and footers.
    private static func plainHeader(_ text: String) -> String {
        text.replacingOccurrences(of: "&", with: "&&")
    }
}
