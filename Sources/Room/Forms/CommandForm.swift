// SPDX-License-Identifier: GPL-3.0-or-later
import Meeting
import Personnel

/// What an act asks for, and the command that comes of the answers.
///
///     CommandForm(recusal, [.reason(\.reason)], MeetingCommand.recuse)
struct CommandForm<Command> {
    /// What is filled in; empty when nothing is.
    let fields: [Field]
    private let make: ([Field], (String) -> String?) -> Command

    /// - Parameters:
    ///   - payload: what the command says, with filler where somebody answers.
    ///   - command: the command that says it.
    init<Payload>(
        _ payload: Payload, _ questions: Questions<Payload>,
        _ command: @escaping (Payload) -> Command
    ) {
        fields = questions.fields
        make = { command(questions.value(from: $0, changing: payload, hashOfFile: $1)) }
    }

    /// An act that asks nothing.
    init(_ command: Command) {
        fields = []
        make = { _, _ in command }
    }

    /// The command with what was filled in.
    ///
    /// - Parameter hashOfFile: SHA-256 of a file in hex; nil when it can't be read.
    func command(_ filled: [Field], hashOfFile: (String) -> String?) -> Command {
        make(filled, hashOfFile)
    }
}
