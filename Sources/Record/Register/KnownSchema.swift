// SPDX-License-Identifier: GPL-3.0-or-later
import GRDB

/// What a database of this program holds, object by object, as SQLite writes it down: type, name, table and text.
package struct KnownSchema: Sendable {
    private let needed: Set<Object>
    private let allowed: Set<Object>

    /// - Parameters:
    ///   - always: statements whose objects have to be there.
    ///   - besides: statements whose objects may be there, all of them or none.
    package init(always: String, besides: String = "") {
        needed = Self.objects(of: always)
        allowed = besides.isEmpty ? [] : Self.objects(of: besides)
    }

    /// - Throws: `RegisterError.schema` with the first object that isn't known, is missing, or is there otherwise.
    package func check(_ db: Database) throws {
        let found = try Self.objects(in: db)
        if let strange = found.subtracting(needed.union(allowed)).min() {
            throw RegisterError.schema(strange.name)
        }
        if let missing = needed.subtracting(found).min() {
            throw RegisterError.schema(missing.name)
        }
        guard found.isDisjoint(with: allowed) || allowed.isSubset(of: found) else {
            throw RegisterError.schema(allowed.subtracting(found).map(\.name).min() ?? "")
        }
    }

    private struct Object: Hashable, Comparable, Sendable {
        var type: String
        var name: String
        var table: String
        /// Nil for what SQLite makes by itself (the index of a primary key).
        var sql: String?

        static func < (a: Object, b: Object) -> Bool { (a.name, a.type) < (b.name, b.type) }
    }

    private static func objects(of statements: String) -> Set<Object> {
        let found = try? DatabaseQueue().write { db in
            try db.execute(sql: statements)
            return try objects(in: db)
        }
        guard let found else { preconditionFailure("a schema of this program that SQLite refuses") }
        return found
    }

    private static func objects(in db: Database) throws -> Set<Object> {
        // A stranger's file may have anything in these columns: they are read as text whatever they hold.
        let rows = try Row.fetchAll(
            db,
            sql: """
                SELECT CAST(type AS TEXT), CAST(name AS TEXT), CAST(tbl_name AS TEXT),
                    CAST(sql AS TEXT) FROM sqlite_master
                """)
        return Set(
            try rows.map { row in
                Object(
                    type: try row.decode(String?.self, atIndex: 0) ?? "",
                    name: try row.decode(String?.self, atIndex: 1) ?? "",
                    table: try row.decode(String?.self, atIndex: 2) ?? "",
                    sql: try row.decode(atIndex: 3))
            })
    }
}
