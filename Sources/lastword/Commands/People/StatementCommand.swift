// SPDX-License-Identifier: GPL-3.0-or-later
import ArgumentParser
import Basics
import Conduct
import Meeting
import Personnel
import Record
import Wording

extension PeopleCommand {
    /// What a recommendation's signers saw and signed, for anybody to check with any program.
    struct Statement: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: say("显示一份推荐书的签署全文和签名", "show what a recommendation's signers signed"))
        @OptionGroup var common: CommonOptions
        @OptionGroup var target: RegisterArgument
        @Argument(help: .init(say("推荐编号", "its id"), valueName: say("推荐", "recommendation")))
        var recommendation: String

        private struct Report: Encodable {
            struct Line: Encodable {
                var person: String
                var publicKey: String
                var signature: String
                var valid: Bool
            }
            var recommendation: Recommendation
            var text: String
            var signatures: [Line]
        }

        func run() throws {
            let id = RecommendationID(recommendation)
            let (found, people) = try Files.with(target.register, for: .reading) { register in
                (try register.statement(of: id), try Session(register).personnel)
            }
            let names = Names(MeetingState(), people)
            guard let found else {
                throw Failure(
                    ConductError.refusedByRegister(.unknownRecommendation(id)), names: names)
            }
            if common.json {
                return try Output.value(
                    Report(
                        recommendation: found.recommendation, text: found.text,
                        signatures: found.signatures.map {
                            .init(
                                person: $0.person.rawValue, publicKey: $0.publicKey,
                                signature: $0.signature, valid: $1)
                        }))
            }
            for line in found.text.split(separator: "\n") {
                try Output.line(text: String(line))
            }
            if found.signatures.isEmpty {
                try Output.line(
                    Text("在纸上签署，扫描件 SHA-256：", "signed on paper, SHA-256 of the scan: ")
                        + Text(same: found.recommendation.paper.sha256 ?? "-"))
            }
            for (signature, isValid) in found.signatures {
                try Output.line(
                    "\(isValid ? "✓" : "✗") \(names(signature.person)) \(signature.publicKey) \(signature.signature)"
                )
            }
        }
    }
}
