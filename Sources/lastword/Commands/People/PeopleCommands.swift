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

/// People and the recommendations they sign.
struct PeopleCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "people", abstract: say("人员和推荐", "people and recommendations"),
        subcommands: [
            Import.self, List.self, Lodge.self, Statement.self, Outcomes.self, Review.self,
            Sheet.self,
        ])

    struct Import: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: say("导入名单（CSV 或 YAML）", "take in a roster (CSV or YAML)"),
            discussion: say(
                "列：编号、姓名、序号、职务、单位、主要负责人（书记/行政）、分管（人事、财务、工程、审批、执法）、区分。有序号的是班子成员。任何错误都不导入。",
                "Columns: id, name, rank, post, unit, chief (party/administrative), in_charge (personnel, finance, projects, approval, enforcement), distinguisher. Those with a rank are members. Any error, and nothing is taken in."
            ))
        @OptionGroup var common: CommonOptions
        @OptionGroup var time: TimeOption
        @OptionGroup var target: RegisterArgument
        @Argument(help: .init(say("名单文件", "the roster file"), valueName: say("名单", "roster")))
        var file: String
        @Flag(name: .long, help: .init(say("不再询问", "don't ask")))
        var yes = false
        @Flag(name: .long, help: .init(say("只检查，不导入", "check only, take nothing in")))
        var check = false
        @Flag(name: .long, help: .init(say("已登记的编号可以改姓名", "ids on record may change their names")))
        var rename = false

        func run() throws {
            // A roster can be looked at before there is a register.
            let isNew = check && !FileManager.default.fileExists(atPath: target.register)
            let known =
                isNew
                ? []
                : try Files.with(target.register, for: .reading) { register in
                    try Session(register).personnel.peopleByRank
                }
            let reading = Roster.read(file, known: known, renames: rename)
            let people = try Files.value(reading, of: file, json: common.json)
            if !check {
                try Files.confirmEncoding(reading, yes: yes)
                let at = try Files.recorded(time.at)
                let source = Document(
                    title: URL(fileURLWithPath: file).lastPathComponent,
                    sha256: Digest.hexOfFile(file))
                try Files.with(target.register, for: .writing) { register in
                    let session = try Session(register)
                    // Somebody may have come into the register meanwhile: who is who is settled under the lock.
                    let settled = Roster.read(
                        file, known: session.personnel.peopleByRank, renames: rename)
                    let people =
                        try settled.value
                        ?? Files.value(settled, of: file, json: common.json)
                    do {
                        try session.perform(
                            .importPeople(PeopleImport(people: people, source: source)), at: at)
                    } catch {
                        throw Failure(error, names: Names(MeetingState(), session.personnel))
                    }
                }
            }
            if common.json {
                return try Output.value(
                    DiagnosticsReport(ok: true, diagnostics: reading.diagnostics))
            }
            let members = people.count { $0.rank != nil }
            try Output.line(
                check
                    ? Text(
                        "名单可用：\(people.count) 人，其中成员 \(members) 人",
                        "sound: \(people.count) people, \(members) of them members")
                    : Text(
                        "已导入 \(people.count) 人，其中成员 \(members) 人",
                        "took in \(people.count) people, \(members) of them members"))
        }
    }

    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: say("列出人员", "list people"))
        @OptionGroup var common: CommonOptions
        @OptionGroup var target: RegisterArgument

        func run() throws {
            let people = try Files.with(target.register, for: .reading) { register in
                try Session(register).personnel.peopleByRank
            }
            if common.json { return try Output.value(people) }
            for person in people {
                let roles =
                    [person.chief.map { $0.text(spoken) }].compactMap(\.self)
                    + person.inCharge.map { say("分管\($0.text.zh)", "in charge of \($0.text.en)") }
                let rank = person.rank.map { "\($0)" } ?? "-"
                try Output.line(
                    "\(rank)\t\(person.id)\t\(person.label) \(person.post ?? "")\t\(roles.joined(separator: say("、", ", ")))"
                )
            }
        }
    }

    struct Lodge: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: say("登记实名推荐（YAML）", "lodge signed recommendations (YAML)"),
            discussion: say(
                "推荐人有签名钥匙的，先显示推荐书全文，由本人输入签署码签署；没有钥匙的，以签名扫描件登记。",
                "A recommender with a key is shown the whole text and signs it with the signing code; one without is lodged with the scan of the signed paper."
            ))
        @OptionGroup var common: CommonOptions
        @OptionGroup var time: TimeOption
        @OptionGroup var target: RegisterArgument
        @Argument(help: .init(say("推荐文件", "the file"), valueName: say("文件", "file")))
        var file: String

        func run() throws {
            let reading = RecommendationReader.read(file, hashOfFile: Digest.hexes(besides: file))
            let all = try Files.value(reading, of: file, json: common.json)
            let at = try Files.recorded(time.at)
            try Files.with(target.register, for: .writing) { register in
                let session = try Session(register)
                let names = Names(MeetingState(), session.personnel)
                var already = 0
                for recommendation in all {
                    // A list that stopped half-way is run again: what is there stays as it is.
                    if let there = session.personnel.recommendations[recommendation.id],
                        there.recommendation.isAbout(recommendation)
                    {
                        already += 1
                        continue
                    }
                    if let remark = recommendation.remark(in: session.personnel) {
                        Output.warn("\(recommendation.id): \(remark(spoken))")
                    }
                    do {
                        let signed = try sign(recommendation, session, names)
                        try session.perform(.lodge(signed), at: at)
                    } catch {
                        var failure = Failure(error, names: names)
                        failure.text =
                            Text(
                                "推荐 \(recommendation.id.rawValue)：",
                                "recommendation \(recommendation.id.rawValue): ") + failure.text
                        throw failure
                    }
                }
                if already > 0 {
                    Output.warn(
                        Text("\(already) 份已有登记，没有改动", "\(already) are on record already, unchanged")
                    )
                }
            }
            if common.json {
                return try Output.value(
                    DiagnosticsReport(ok: true, diagnostics: reading.diagnostics))
            }
            try Output.line(Text("已登记 \(all.count) 份推荐", "\(all.count) recommendations on record"))
        }

        /// Everybody with a key sees the text, and signs just that.
        private func sign(_ recommendation: Recommendation, _ session: Session, _ names: Names)
            throws -> Recommendation
        {
            let signers = session.signers(of: recommendation)
            guard !signers.isEmpty else { return recommendation }
            let text = try session.statement(of: recommendation)
            let signatures = try signers.map { person in
                return try SecretTerminal.signature(
                    say(
                        "\(names(person))：看过全文，同意签署的，请输入签署码：",
                        "\(names(person)): if you have read it and sign it, type your signing code:"
                    ), names,
                    showing: text
                ) { try session.signature(under: recommendation, by: person, code: $0) }
            }
            return try session.signed(recommendation, signatures)
        }
    }
}
