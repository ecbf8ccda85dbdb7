// SPDX-License-Identifier: GPL-3.0-or-later
import Basics
import Personnel

/// A place in a file, both counted from 1; column in characters.
public struct Place: Hashable, Sendable {
    public var line: Int
    public var column: Int
    /// What stands over the column of a table, as a spreadsheet shows it; nil outside a table.
    public var header: String?
    /// The whole row of a table, or its header, is meant: a count of characters helps nobody there.
    public var isRow = false
    public init(line: Int, column: Int = 1) {
        self.line = line
        self.column = column
    }
}

/// Something worth saying about a file that was read. Errors refuse the file; warnings and notices
/// say what was noticed or changed, so that nothing is fixed silently.
public struct Diagnostic: Hashable, Sendable {
    /// Whether it refuses the file, warns, or tells what was changed.
    public enum Severity: Int, Hashable, Comparable, Sendable {
        case notice, warning, error
        public static func < (a: Self, b: Self) -> Bool { a.rawValue < b.rawValue }
    }

    public var place: Place?
    public var problem: Problem

    public init(_ problem: Problem, at place: Place? = nil) {
        self.problem = problem
        self.place = place
    }

    public var severity: Severity {
        switch code.first {
        case "N": .notice
        case "W": .warning
        default: .error
        }
    }
    public var code: String { problem.code }
}

/// What is the matter. `Wording` says each in both languages.
public enum Problem: Hashable, Sendable {
    // The file
    case noFile(String)
    case notAFile(String)
    case noPermission(String)
    case tooLarge(limit: Int)
    case nul(offset: Int)
    case workbook
    case undecodable(offset: Int)
    case encoding(String, sample: [String])
    // CSV
    case unclosedQuote
    case strayQuote
    case fieldCount(expected: Int, got: Int)
    case separator(String)
    /// Not one name of a column is known in the lines at the top.
    case noHeader(known: [String])
    /// Columns that aren't needed.
    case columnsLeftOut([String])
    /// Lines over the head, or under the last person: titles, notes, totals, signatures.
    case linesLeftOut([String])
    case duplicateHeader(String)
    case missingHeader(String)
    case tableEmpty
    case tableTooBig(limit: Int)
    // YAML
    case yaml(String)
    case alias
    case tag
    case duplicateKey(String)
    case tab
    case depth(limit: Int)
    case unknownKey(String, suggestion: String?)
    /// What follows a ` #` is a remark to YAML.
    case cutByRemark(kept: String, cut: String)
    case expectedMapping
    case expectedList
    case expectedText
    // Values
    case missing(String)
    case text(field: String, TextFault)
    case normalised(field: String)
    case trimmed(field: String)
    case formula(String)
    case generatedID(String)
    /// Rows without an id that are people of the register, by their names.
    case recognised([String])
    /// A row without an id that may be one of these, or somebody new.
    case namesakes(String, known: [String])
    case renamed(String, from: String, to: String)
    /// What stands where a name should: an error of a spreadsheet, a dash, a number.
    case noName(String)
    /// A `?` stands where a character was lost.
    case lostCharacter(String)
    case badID(String)
    case badValue(field: String, value: String, allowed: [String])
    case badNumber(field: String, value: String)
    case badDate(field: String, value: String)
    case badTime(field: String, value: String)
    case badHash(String)
    // People
    case duplicateName(String, firstLine: Int)
    case duplicateID(String, firstLine: Int)
    case duplicateRank(Int, firstLine: Int)
    case confusable(String, String)
    case noChief
    case tooManyChiefs(Int)
    case smallGroup(Int)
    // References
    case unknownPerson(String)
    case unknownRecommendation(String)
    case unknownProfile(String, known: [String])
    case unknownKind(String, known: [String])
    case unknownPrerequisite(String, known: [String])
    case unknownFact(String, known: [String])
    case unknownConclusion(String, known: [String])
    case unknownPrior(String)
    case withdrawnRecommendation(String)
    // Profile
    case badQuorum(String)
    case badShare(String)
    case unsoundProfile(String)
    case unknownRule(String, allowed: [String])

    public var code: String {
        switch self {
        case .noFile: "E-NOFILE"
        case .notAFile: "E-NOTFILE"
        case .noPermission: "E-PERM"
        case .tooLarge: "E-BIG"
        case .nul: "E-NUL"
        case .undecodable, .workbook: "E-ENC"
        case .encoding: "N-ENC"
        case .unclosedQuote, .strayQuote: "E-CSV-QUOTE"
        case .fieldCount: "E-CSV-FIELDS"
        case .separator: "E-CSV-SEP"
        case .noHeader, .duplicateHeader, .missingHeader: "E-CSV-HEAD"
        case .columnsLeftOut: "N-COLUMNS"
        case .linesLeftOut: "W-LINES"
        case .tableEmpty: "E-ROSTER-EMPTY"
        case .tableTooBig: "E-ROSTER-BIG"
        case .yaml, .expectedMapping, .expectedList, .expectedText: "E-YAML"
        case .alias: "E-YAML-ALIAS"
        case .tag: "E-YAML-TAG"
        case .duplicateKey: "E-YAML-DUP"
        case .tab: "E-YAML-TAB"
        case .depth: "E-YAML-DEPTH"
        case .unknownKey: "E-CFG-KEY"
        case .cutByRemark: "W-YAML-CUT"
        case .missing: "E-MISSING"
        case .text(_, let fault): fault == .empty ? "E-NAME-EMPTY" : fault.code
        case .normalised: "N-NFC"
        case .trimmed: "N-TRIM"
        case .formula: "N-FORMULA"
        case .generatedID: "N-ID"
        case .recognised: "N-KNOWN"
        case .namesakes: "E-NAMESAKE"
        case .renamed: "E-RENAME"
        case .noName: "E-NAME-NONE"
        case .lostCharacter: "E-NAME-LOST"
        case .badID: "E-ID"
        case .badValue, .badNumber: "E-VALUE"
        case .badDate: "E-DATE"
        case .badTime: "E-TIME"
        case .badHash: "E-HASH"
        case .duplicateName: "E-DUP-NAME"
        case .duplicateID: "E-DUP-ID"
        case .duplicateRank: "E-DUP-RANK"
        case .confusable: "W-CONFUSABLE"
        case .noChief: "E-CHIEF-0"
        case .tooManyChiefs: "E-CHIEF-2"
        case .smallGroup: "W-SMALL"
        case .unknownPerson, .unknownRecommendation, .unknownProfile, .unknownKind,
            .unknownPrerequisite, .unknownFact, .unknownConclusion, .unknownPrior,
            .withdrawnRecommendation:
            "E-REF"
        case .badQuorum: "E-CFG-QUORUM"
        case .badShare: "E-CFG-SHARE"
        case .unknownRule, .unsoundProfile: "E-CFG-RULE"
        }
    }

    /// Whether the fault is that there's nothing to read (exit 66) rather than what it says (65).
    public var isMissingInput: Bool {
        switch self {
        case .noFile, .notAFile, .noPermission: true
        default: false
        }
    }
}

/// What reading a file gave: a value where there was no error, and everything noticed.
public struct Reading<Value> {
    public var value: Value?
    public var diagnostics: [Diagnostic]

    public init(value: Value?, diagnostics: [Diagnostic]) {
        let failed = diagnostics.contains { $0.severity == .error }
        self.value = failed ? nil : value
        self.diagnostics = diagnostics.sorted {
            ($0.place?.line ?? 0, $0.place?.column ?? 0) < (
                $1.place?.line ?? 0, $1.place?.column ?? 0
            )
        }
    }
}

extension Reading: Sendable where Value: Sendable {}
