// SPDX-License-Identifier: GPL-3.0-or-later
import Basics
import Conduct
import Export
import Foundation
import Ledger
import Personnel
import Record
import Wording

extension RoomService {
    /// The accountability list for an audience.
    func table(
        _ register: Register, _ session: Session, _ scope: LedgerScope, by: String,
        _ language: Language, _ filter: LedgerFilter = LedgerFilter(),
        _ order: LedgerTable.Order = .rank
    ) throws
        -> LedgerTable
    {
        let mark = Fingerprint(register.head.hash)
        return LedgerTable(
            try register.ledger().selected(filter, for: scope),
            LedgerTable.About(
                organisation: session.personnel.opening?.organisation ?? "",
                fingerprint: Text("\(mark.chinese)", "\(mark.english)"), scope: scope,
                filter: filter,
                madeBy: by, madeAt: now()), order: order, language: language)
    }

    /// Writes the list beside the register, unless the path says where. Nothing is replaced.
    func exportList(
        to path: String, for scope: LedgerScope, by: String, in language: Language,
        _ filter: LedgerFilter, _ order: LedgerTable.Order
    ) throws
        -> App.Answer
    {
        let session = try outside()
        let register = session.register
        let place = beside(register, path)
        let table = try table(
            register, session, scope, by: by, language, filter, order)
        try table.write(to: place)
        return .done(
            Text(
                "已导出 \(table.totals.rows) 行：\(place)",
                "Exported \(table.totals.rows) lines: \(place)"))
    }
}
