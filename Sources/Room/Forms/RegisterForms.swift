// SPDX-License-Identifier: GPL-3.0-or-later
import Basics
import Export
import Ledger
import Meeting
import Personnel
import Wording

// What is asked about the register and its files.

/// A single answer in words: a path, a reason, a fingerprint, a time.
struct SingleAnswer {
    var text = ""

    static func questions(_ label: Text, optional: Bool = false) -> Questions<SingleAnswer> {
        [.words(\.text, label, optional: optional)]
    }
    /// The path of a file.
    static func path(_ label: Text, offer: String = "") -> Questions<SingleAnswer> {
        [.path(\.text, label, offer)]
    }
    /// With something offered, to be taken as it is or typed anew.
    static func questions(_ label: Text, offer: String) -> Questions<SingleAnswer> {
        [.offer(\.text, label, offer)]
    }

    /// What was answered in such a form.
    static func text(in fields: [Field]) -> String { fields.first?.text ?? "" }
}

/// A register that is to be made.
struct NewRegister {
    var organisation = ""
    var path = ""

    private static var questions: Questions<NewRegister> {
        [
            .words(\.organisation, Text("单位名称", "Organisation")),
            .path(\.path, Text("登记簿文件", "Register file"), "lastword.lwr"),
        ]
    }
    static var fields: [Field] { questions.fields }

    init(_ fields: [Field]) { self = Self.questions.value(from: fields, changing: NewRegister()) }
    private init() {}
}

/// The accountability list as a file.
struct ListExport {
    var path = ""
    var scope = LedgerScope.allCases[0]
    /// Who made it, in words.
    var by = ""

    private static func questions(offering path: String) -> Questions<ListExport> {
        [
            .path(\.path, Text("文件", "File"), path),
            .choice(
                \.scope, Text("范围", "Scope"), of: LedgerScope.allCases,
                first: LedgerScope.allCases.first, named: \.text),
            .words(\.by, Text("制表人", "Made by")),
        ]
    }
    static func fields(offering path: String) -> [Field] { questions(offering: path).fields }

    init(_ fields: [Field]) {
        self = Self.questions(offering: "").value(from: fields, changing: ListExport())
    }
    private init() {}
}

/// Papers that reached every member on one day.
struct DeliveryToAll {
    var what = Delivery.What.all[0]
    var on: Day

    private static func questions(_ today: Day) -> Questions<DeliveryToAll> {
        [
            .delivered(\.what), .day(\.on, Text("送达日期", "Reached on"), today),
        ]
    }
    static func fields(today: Day) -> [Field] { questions(today).fields }

    init(_ fields: [Field], today: Day) {
        self = Self.questions(today).value(from: fields, changing: DeliveryToAll(on: today))
    }
    private init(on today: Day) { on = today }
}
