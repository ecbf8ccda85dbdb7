// SPDX-License-Identifier: GPL-3.0-or-later
import ArgumentParser
import Basics
import Conduct
import Foundation
import Intake
import Meeting
import Personnel
import Record
import Wording

extension PeopleCommand {
    /// Takes in what became of appointees.
    struct Outcomes: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: say(
                "导入任后结果（CSV）：考核、处分、免职、判刑",
                "take in outcomes (CSV): grades, discipline, removal, conviction"),
            discussion: say(
                "列：任职编号（如 2026-18/m1）、结果（优秀、称职、基本称职、不称职、处分、免职、判刑）、日期、机构、依据、依据日期、sha256。任何错误都不导入；不良结果自动开启倒查。",
                "Columns: appointment (such as 2026-18/m1), kind (outstanding, competent, basicallyCompetent, incompetent, discipline, removal, conviction), on, body, basis, basis_date, sha256. Any error, and nothing is taken in; an adverse outcome opens a backward review."
            ))
        @OptionGroup var common: CommonOptions
        @OptionGroup var time: TimeOption
        @OptionGroup var target: RegisterArgument
        @Argument(help: .init(say("结果文件", "the file"), valueName: say("文件", "file")))
        var file: String
        @Flag(name: .long, help: .init(say("不再询问", "don't ask")))
        var yes = false
        @Flag(name: .long, help: .init(say("只检查，不导入", "check only, take nothing in")))
        var check = false

        func run() throws {
            let reading = OutcomeReader.read(file)
            let lines = try Files.value(reading, of: file, json: common.json)
            if !check { try Files.confirmEncoding(reading, yes: yes) }
            let at = try Files.recorded(time.at)
            try Files.with(target.register, for: check ? .reading : .writing) { register in
                let session = try Session(register)
                let names = Names(MeetingState(), session.personnel)
                // All of them by the rules first: then nothing but the disk can stop the rest.
                var people = session.personnel
                var fresh: [Outcome] = []
                for item in lines {
                    do {
                        let events = try people.decide(
                            .recordOutcome(item.outcome), on: (at ?? session.now()).day)
                        for event in events { people.evolve(event) }
                        fresh.append(item.outcome)
                    } catch PersonnelRefusal.duplicateOutcome {
                        // A table that grows is taken in again: what is there stays as it is.
                        Output.warn(
                            Text(
                                "第 \(item.line) 行已有登记，略过",
                                "line \(item.line) is on record already, passed over"))
                        continue
                    } catch {
                        var failure = Failure(error, names: names)
                        failure.text =
                            Text("第 \(item.line) 行：", "line \(item.line): ") + failure.text
                        throw failure
                    }
                    if check || !common.json {
                        let candidate =
                            people.appointments[item.outcome.appointment]?.appointment.candidate
                        Output.warn(
                            "\(item.outcome.appointment) \(candidate.map { names($0) } ?? "") \(item.outcome.kind.text(spoken)) \(item.outcome.on)"
                        )
                    }
                }
                if !check {
                    try session.perform(all: fresh.map(PersonnelCommand.recordOutcome), at: at)
                }
            }
            if common.json {
                return try Output.value(
                    DiagnosticsReport(ok: true, diagnostics: reading.diagnostics))
            }
            try Output.line(
                check
                    ? Text("可以导入：\(lines.count) 条结果", "sound: \(lines.count) outcomes")
                    : Text("已导入 \(lines.count) 条结果", "took in \(lines.count) outcomes"))
        }
    }
}
