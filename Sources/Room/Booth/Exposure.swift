// SPDX-License-Identifier: GPL-3.0-or-later
import Basics
import Meeting
import Personnel
import Wording

/// Why what is typed or shown here may be kept by somebody: what the tellers know and accept before a ballot opens, and
/// whoever types a signing code is told.
public struct Exposure: Hashable, Sendable {
    /// What records or relays the terminal; nil where nothing is known to.
    public var terminal: Text?
    /// By which way another process may read this one's memory; nil where there is none.
    public var memory: Text?

    /// Nil where there is nothing to tell.
    public init?(terminal: Text?, memory: Text? = nil) {
        guard terminal != nil || memory != nil else { return nil }
        self.terminal = terminal
        self.memory = memory
    }

    /// Over the question.
    var title: Text {
        switch (terminal, memory) {
        case (.some, .some):
            Text(
                "终端可能被录制或转接，内存没有保护",
                "The terminal may be recorded or relayed, memory isn't protected")
        case (.some, nil): Text("这台终端可能被录制或转接", "This terminal may be recorded or relayed")
        default: Text("本程序的内存没有保护", "This program's memory isn't protected")
        }
    }

    /// What was found, a line each.
    var reasons: [Text] { [terminal, memory].compactMap(\.self) }

    /// The same in one line.
    private var found: Text {
        reasons.dropFirst().reduce(reasons[0]) { $0 + Text("；", "; ") + $1 }
    }

    /// What would be better.
    var advice: Text {
        memory == nil
            ? Text("最好换一台直接的终端再投票。", "Better: vote on a terminal of its own.")
            : Text(
                "最好换一台机器，或换一种启动方式。", "Better: another machine, or another way to start the program."
            )
    }

    /// In one line.
    public var line: Text {
        title + Text("：", ": ") + found
    }

    /// What goes on record when the tellers accept it.
    var acceptance: Text {
        let what = found
        return terminal == nil
            ? Text(
                "表决程序的内存没有保护（\(what.zh)），监票人已知悉并同意继续",
                "the voting program's memory isn't protected (\(what.en)); the tellers know and accept"
            )
            : Text(
                "表决终端可能被录制或转接（\(what.zh)），监票人已知悉并同意继续",
                "the voting terminal may be recorded or relayed (\(what.en)); the tellers know and accept"
            )
    }
}

extension RoomSnapshot {
    /// What may keep what is typed when this command opens a ballot; nil where nothing does, or where it opens none.
    func exposure(for command: MeetingCommand) -> Exposure? {
        if case .openBallot(let o) = command, o.mode == .box { exposure } else { nil }
    }

    /// What goes on record when the tellers accept it.
    func acceptance(of exposure: Exposure, by teller: PersonID) -> PointOfOrder {
        PointOfOrder(
            kind: .other, by: teller, matter: nil,
            words: exposure.acceptance(personnel.recordsInEnglish ? .en : .zh))
    }
}

/// How far the tellers of a meeting have come with what is exposed.
struct ExposureConsent {
    /// Told, and gone on with: the PINs may be typed.
    var isTold = false
    /// What they were asked to accept, and the act that waits for it.
    var asked: PointOfOrder?
    var waiting: MeetingCommand?
    /// Who has accepted it on record, and in which meeting.
    var accepted: (meeting: MeetingID?, tellers: [Int])?
}
