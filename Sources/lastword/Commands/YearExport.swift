// SPDX-License-Identifier: GPL-3.0-or-later
import ArgumentParser
import Basics
import Conduct
import Export
import Meeting
import Personnel
import Record

extension ExportCommand {
    /// The yearly report on the selection of cadres.
    struct Year: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "year",
            abstract: say(
                "干部选拔任用年度报告：一年的议题、结果、任用和处理，不列姓名",
                "the report of a year: matters, results, appointments and what became of them, without names"
            ))
        @OptionGroup var common: CommonOptions
        @OptionGroup var target: RegisterArgument
        @Argument(
            help: .init(say("年份，如 2026", "the year, such as 2026"), valueName: say("年份", "year")))
        var year: Int

        func validate() throws {
            guard (1900...9999).contains(year) else {
                throw ValidationError(say("年份写四位数字", "give the year in four digits"))
            }
        }

        func run() throws {
            try Files.with(target.register, for: .reading) { register in
                let meetings = try register.meetings().map { try Session.fold(register, $0) }
                let report = YearReport(
                    year, try Session(register).personnel, meetings: meetings)
                if common.json { return try Output.value(report) }
                for line in report.text { try Output.line(line) }
            }
        }
    }
}
