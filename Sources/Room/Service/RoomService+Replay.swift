// SPDX-License-Identifier: GPL-3.0-or-later
import Basics
import Conduct
import Export
import Foundation
import Meeting
import Personnel
import Record
import Replay
import Wording

// A meeting played back: read from the record, proven again while it goes.

extension RoomService {
    /// For `lastword replay`: the register is only read, however damaged it is.
    ///
    /// - Throws: `RegisterError` where the register or the meeting can't be read.
    public func openReplay(_ path: String, _ meeting: MeetingID) throws {
        let opened = try Register(at: path, for: .reading, checksChain: false)
        guard try opened.meetings().contains(meeting) else {
            throw RegisterError.unknownMeeting(meeting)
        }
        readOnly(opened, meeting)
    }

    /// The meeting to be played, if the service was opened for that.
    ///
    /// - Throws: `RegisterError` where the register or the meeting can't be read.
    public func replayAtStart() throws -> App.Answer? {
        guard let meeting = replayed else { return nil }
        return try replay(meeting)
    }

    func replay(_ meeting: MeetingID) throws -> App.Answer {
        guard let register else { throw ConductError.noMeeting }
        try requireDeclared(meeting)
        let player = Player(try Timeline(register, meeting), try register.people())
        verifier = ReplayVerifier(register)
        played = meeting
        return .replay(player)
    }

    /// Proves a little further.
    func prove(_ seq: Int, _ names: Names) throws -> App.Answer {
        guard let verifier else { return .done(nil) }
        try verifier.advance(through: seq, most: 1_000)
        var fault = verifier.fault
        if fault == nil, verifier.through >= seq, let played, let register {
            fault = try SealedMinutes.fault(register, played)
        }
        return .proven(
            through: verifier.through, ballots: verifier.ballots,
            fault: fault.map { ($0.seq ?? verifier.through, $0.disproves, $0.text(names)) })
    }

    /// The format is the name's: a recording, a page, or a text. Proven whole before it is written.
    func exportReplay(_ path: String, _ meeting: MeetingID, _ setting: Setting) throws -> App.Answer
    {
        guard let register, case .replay(let player) = try replay(meeting) else {
            throw ConductError.noMeeting
        }
        let place = beside(register, path)
        try ReplayExport.write(player, register, to: place, setting: setting, replacing: false)
        return .done(Text("已导出：\(place)", "Exported: \(place)"))
    }
}

/// A replay as a file.
public enum ReplayExport {
    /// - Throws: `ExportError` where the name says no format or the file is there already;
    ///   `RegisterError.unsound` where the record deviates: nothing of it is handed out as sound.
    public static func write(
        _ register: Register, _ meeting: MeetingID, to path: String, setting: Setting,
        replacing: Bool
    ) throws {
        try write(
            Player(try Timeline(register, meeting), try register.people()), register, to: path,
            setting: setting, replacing: replacing)
    }

    static func write(
        _ player: Player, _ register: Register, to path: String, setting: Setting, replacing: Bool
    ) throws {
        let verifier = ReplayVerifier(register)
        try verifier.advance(
            through: max(
                player.timeline.steps[player.last].seq,
                try register.lastPlace(of: player.timeline.meeting)))
        if let fault = try verifier.fault ?? SealedMinutes.fault(register, player.timeline.meeting)
        {
            throw RegisterError.unsound(fault)
        }
        let mark = try register.closing(of: player.timeline.meeting).map {
            let mark = Fingerprint($0.hash)
            return Text("\(mark.chinese)", "\(mark.english)")
        }
        let data: Data
        switch URL(fileURLWithPath: path).pathExtension.lowercased() {
        case "cast": data = ReplayCast(player, setting).data()
        case "html", "htm":
            data = try ReplayPage(
                player.timeline, player.names, ballots: verifier.ballots, fingerprint: mark,
                language: setting.language
            ).html()
        case "txt":
            data = ReplayPage(
                player.timeline, player.names, ballots: verifier.ballots, fingerprint: mark,
                language: setting.language
            ).text()
        default: throw ExportError.unknownFormat(path, say: ".cast, .html, .txt")
        }
        try NewFile.write(path, replacing: replacing) {
            try data.write(to: URL(fileURLWithPath: $0))
        }
    }
}
