// SPDX-License-Identifier: GPL-3.0-or-later
import ArgumentParser
import Basics
import Conduct
import Export
import Foundation
import Ledger
import Meeting
import Personnel
import Record
import Wording

extension PeopleCommand {
    /// One appointment from the recommendation to the last appeal: what a backward review looks at.
    struct Review: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: say(
                "一项任职的全过程：推荐、材料、表态、票决、任后、倒查",
                "the whole course of an appointment: recommendation, papers, views, ballot, what came after"
            ))
        @OptionGroup var common: CommonOptions
        @OptionGroup var target: RegisterArgument
        @Argument(
            help: .init(
                say("任职编号，如 2026-18/m1", "the appointment's id, such as 2026-18/m1"),
                valueName: say("任职", "appointment")))
        var appointment: String

        func run() throws {
            let id = AppointmentID(appointment)
            let (source, people) = try Files.with(target.register, for: .reading) { register in
                (try register.dossier(of: id), try Session(register).personnel)
            }
            guard let source else {
                throw Failure(
                    ConductError.refusedByRegister(.unknownAppointment(id)),
                    names: Names(MeetingState(), people))
            }
            let dossier = Dossier(source)
            try SectionsReport.say(dossier.title, dossier.sections, json: common.json)
        }
    }

    /// One person as recommender and as candidate, what was found about them and what binds them.
    struct Sheet: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: say(
                "个人页：推荐过谁、被谁推荐、认定和影响期",
                "a person's page: whom they recommended, by whom they were, findings and consequences"
            ))
        @OptionGroup var common: CommonOptions
        @OptionGroup var target: RegisterArgument
        @Argument(
            help: .init(say("人员编号或姓名", "the person's id or name"), valueName: say("人员", "person")))
        var person: String

        func run() throws {
            let (session, rows) = try Files.with(target.register, for: .reading) { register in
                (try Session(register), try register.ledger().rows)
            }
            let id = try PersonArgument.id(person, in: session.personnel)
            let sheet = PersonSheet(id, session.personnel, rows: rows, today: session.now().day)
            try SectionsReport.say(sheet.title, sheet.sections, json: common.json)
        }
    }
}

/// Titled sections of lines, for people and for programs.
struct SectionsReport: Encodable {
    struct Part: Encodable {
        var title: BilingualReport
        var lines: [BilingualReport]
    }
    var title: BilingualReport
    var sections: [Part]

    static func say(_ title: Text, _ sections: [Dossier.Section], json: Bool) throws {
        if json {
            return try Output.value(
                SectionsReport(
                    title: BilingualReport(title),
                    sections: sections.map {
                        Part(
                            title: BilingualReport($0.title),
                            lines: $0.lines.map(BilingualReport.init))
                    }))
        }
        try Output.line(title)
        for section in sections {
            try Output.line("\n\(section.title(spoken))")
            for line in section.lines { try Output.line(Text("  ", "  ") + line) }
        }
    }
}
