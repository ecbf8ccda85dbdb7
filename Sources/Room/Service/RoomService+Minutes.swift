// SPDX-License-Identifier: GPL-3.0-or-later
import Basics
import Conduct
import Export
import Foundation
import Meeting
import Personnel
import Record
import Wording

// A meeting's minutes: read, exported, sealed.

extension RoomService {
    func minutes(_ meeting: MeetingID) throws -> App.Answer {
        let register = try outside().register
        try requireDeclared(meeting)
        let people = try register.people()
        var sheet: MinutesSheet?
        for language in Language.allCases {
            let (minutes, stands) = try SealedMinutes.read(
                register, meeting, language: language, people: people)
            let standing = minutes.line(stands)
            let lines = minutes.text().split(separator: "\n", omittingEmptySubsequences: false)
                .map { String($0) }
            if sheet == nil {
                sheet = MinutesSheet(meeting, try Session.fold(register, meeting), people)
            }
            sheet?.lines[language] = lines
            sheet?.standing[language] = standing
        }
        guard let sheet else { throw ConductError.noMeeting }
        return .minutes(sheet)
    }

    /// Beside the register, unless the path says where. Nothing is replaced.
    func exportMinutes(
        _ meeting: MeetingID, to path: String, matter: Int?, _ language: Language
    ) throws -> App.Answer {
        let register = try outside().register
        try requireDeclared(meeting)
        try register.requireSound()
        let place = beside(register, path)
        let (whole, standing) = try SealedMinutes.read(register, meeting, language: language)
        let minutes = matter.map(whole.excerpt) ?? whole
        try minutes.write(to: place, standing, replacing: false)
        return .done(Text("已导出：\(place)", "Exported: \(place)"))
    }

    /// What the rules refuse is said before anybody signs; on a scan alone they are sealed at once.
    func prepareSeal(
        _ meeting: MeetingID, _ language: Language, signers: [PersonID], scan: String?
    ) throws -> App.Answer {
        let session = try outside()
        try session.register.requireSound()
        let state = try Session.fold(session.register, meeting)
        guard let charter = state.charter else { throw RegisterError.unknownMeeting(meeting) }
        let text = try Minutes(
            session.register, meeting, language: language, people: session.personnel
        ).text()
        var paper: Document?
        if let scan {
            guard let hash = Digest.hexOfFile(scan) else { throw RegisterError.noFile(path: scan) }
            paper = Document(
                title: URL(fileURLWithPath: scan).lastPathComponent, date: nil, sha256: hash)
        }
        let seal = MinutesSeal(
            meeting: meeting, language: language.rawValue, minutes: text,
            approvedBy: charter.id(state.presiding), approvedOn: session.now().day, signatures: [],
            paper: paper, form: Minutes.form)
        try state.maySeal(seal)
        guard paper != nil || signers.contains(seal.approvedBy) else {
            throw PersonnelRefusal.approvalUnsigned(seal.approvedBy)
        }
        if !signers.isEmpty {
            return .sign([SigningTask(subject: .minutes(seal), text: text, signers: signers)])
        }
        return try sealed(seal, session)
    }

    func sealed(_ seal: MinutesSeal, _ session: Session) throws -> App.Answer {
        let done = try session.perform(.sealMinutes(seal))
        let mark = Fingerprint(done.head.hash)
        let how = Text("会议记录已封存，", "The minutes are sealed, ") + SealedMinutes.how(seal)
        return .done(
            how,
            page: Page(
                Text("已封存：请当场抄下指纹", "Sealed: write the fingerprint down now"),
                first: [how, Text("", "")], Text("封存指纹 ", "the seal's fingerprint "),
                Text("\(mark.chinese)", "\(mark.english)"),
                Text(
                    "请抄在签名页上。以后有人改写、截断或整本换掉登记簿，只有纸上的指纹能识破；它以后也在“会议记录”里。",
                    "Write it on the signed page. If the register is rewritten, cut or exchanged later, only the paper tells. The minutes show it from now on, too."
                )))
    }

    /// A path that somebody typed: beside the register, unless it says where.
    func beside(_ register: Register, _ path: String) -> String {
        URL(
            fileURLWithPath: (path as NSString).expandingTildeInPath,
            relativeTo: URL(fileURLWithPath: register.path).deletingLastPathComponent()
        ).path
    }
}

extension MinutesSheet {
    /// Texts come afterwards.
    fileprivate init(_ meeting: MeetingID, _ state: MeetingState, _ people: PersonnelState) {
        self.meeting = meeting
        lines = [:]
        standing = [:]
        matters = state.charter?.plan.matters.map { $0.title } ?? []
        presiding = state.charter?.id(state.presiding) ?? ""
        let named = state.minutesSigners
        withKey = named.filter { people.activeKey(of: $0) != nil }
        withoutKey = named.filter { people.activeKey(of: $0) == nil }
        isOver = state.phase == .closed || state.phase == .cancelled
    }
}
