// SPDX-License-Identifier: GPL-3.0-or-later
import Basics
import Conduct
import Foundation
import Meeting
import Personnel
import Record
import Room
import Terminal
import Wording

/// A clock that stands still until it is moved.
public final class StillClock: SessionClock, @unchecked Sendable {
    public var time =
        Timestamp("2026-11-23T14:21:00+08:00") ?? Timestamp(milliseconds: 0, offsetMinutes: 0)
    public init() {}
    public func now() -> Timestamp { time }
    public func steady() -> Int64 { time.milliseconds }
    public func pass(seconds: Int64) {
        time = Timestamp(
            milliseconds: time.milliseconds + seconds * 1000, offsetMinutes: time.offsetMinutes)
    }
}

/// The room without a terminal: keys in, frames out. Holds the example meeting.
public final class Stage {
    public let clock = StillClock()
    public let driver: RoomDriver
    public let service: RoomService

    public init(
        _ language: Language, rehearses: Bool = true, ascii: Bool = false, relay: Text? = nil
    ) throws {
        service = RoomService(vault: nil, exposure: Exposure(terminal: relay), clock: clock) {
            error, _ in
            Text("E \(error)", "E \(error)")
        }
        if rehearses { try service.rehearse() }
        driver = RoomDriver(
            App(
                try service.snapshot(), Setting(language: language, ascii: ascii),
                hashOfFile: Digest.hexOfFile), service)
    }

    deinit { service.endRehearsal() }

    public func press(_ keys: Key...) {
        for key in keys {
            driver.press(key)
            driver.tick()
        }
    }

    public func type(_ text: String) { for c in text { press(.character(c)) } }

    /// Secret bytes, a line of them.
    public func feed(_ text: String) {
        for byte in text.utf8 { driver.feed(byte) }
        driver.feed(13)
        driver.tick()
    }

    /// Until nothing is left to be done by itself.
    public func settle() {
        for _ in 0..<50 { driver.tick() }
    }

    public func pass(seconds: Int64) {
        clock.pass(seconds: seconds)
        driver.tick()
    }

    public func lines(_ size: Size = Size(rows: 30, columns: 100)) -> [String] {
        let frame = driver.frame(in: size)
        return (0..<size.rows).map(frame.line)
    }

    public func text() -> String { lines().joined(separator: "\n") }
    public func has(_ text: String) -> Bool { self.text().contains(text) }

    /// The first match of a pattern's group.
    public func find(_ pattern: String) -> String? {
        guard let regex = try? Regex(pattern), let match = try? regex.firstMatch(in: text()),
            match.output.count > 1
        else { return nil }
        return match.output[1].substring.map(String.init)
    }

    /// Types what the question asks for.
    public func confirm() {
        if let code = find(#"(?:请输入|type) (\d+)"#) { type(code) }
        press(.enter)
    }

    // MARK: The example meeting

    public func callRoll() {
        for _ in 0..<4 { press(.enter) }
        press(.down)
        for _ in 0..<4 { press(.enter) }
    }

    public func convene() {
        press(.character("n"))
        confirm()
    }

    public func introduce() {
        press(.enter)
        confirm()
    }

    /// Everybody is for it.
    public func discuss() {
        for _ in 0..<8 { press(.character("1")) }
    }

    public func openBallot(pins: Bool = true) {
        press(.enter)
        confirm()
        guard pins else { return }
        for pin in ["314159", "271828"] {
            feed(pin)
            feed(pin)
        }
    }

    /// Where the curtain asks for its number.
    public func passCurtain() {
        if let gate = find(#"(\d\d)   (?:再按回车|and Enter)"#) { type(gate) }
        press(.enter)
    }

    /// The number beside the choice on this row of the paper.
    public func answer(_ choice: String) {
        feed(find(#"(\d\d) +"# + choice + #"(?:\n|$)"#) ?? "")
    }

    public func castVote() {
        feed(find(#"(?:投出：输入|To cast: type) (\d\d)"#) ?? "")
    }

    public func afterThanks() { pass(seconds: 3) }

    public func vote(_ choice: String) {
        passCurtain()
        answer(choice)
        castVote()
        afterThanks()
    }
}

extension Frame {
    /// What is wrong with the cells: half a glyph, a wrong width; nil when nothing is.
    public var fault: String? {
        guard cells.count == size.rows * size.columns else { return "size" }
        for row in 0..<size.rows {
            var column = 0
            while column < size.columns {
                let glyph = self[row, column].glyph
                if glyph.isEmpty { return "right half alone at \(row),\(column)" }
                let width = Width.of(glyph)
                if width == 2 {
                    guard column + 1 < size.columns, self[row, column + 1].glyph.isEmpty else {
                        return "left half alone at \(row),\(column)"
                    }
                } else if width != 1 {
                    return "\(glyph) takes \(width) at \(row),\(column)"
                }
                column += width
            }
        }
        if let cursor,
            !(0..<size.rows).contains(cursor.row) || !(0..<size.columns).contains(cursor.column)
        {
            return "the cursor is outside"
        }
        return nil
    }
}

extension Stage {
    /// Ends the example meeting after its first matter.
    public func closeMeeting() {
        let unfinished = (driver.app.snapshot.state.charter?.plan.matters ?? []).dropFirst().map(
            \.id)
        _ = service.do(.perform(.close(Closing(unfinished: unfinished))), booth: nil)
        driver.refresh()
    }

    /// The digits of a new key's code, as its owner reads them.
    public func shownCode() -> String {
        let line = lines().first { $0.contains(#/\d{4}   \d{4}   \d{4}/#) } ?? ""
        return line.filter(\.isNumber)
    }

    /// A key for 郑庚, or whoever stands in this row of the list of people, with two witnesses; gives
    /// the code that signs with it.
    ///
    /// - Parameter signing: the codes of the witnesses who have keys, in the witnesses' order; the others sign on paper.
    public func enrolKey(
        row: Int = 6, witnesses: String = "吴己、王辛", signing: [String] = []
    ) -> String {
        press(.character("p"), .home)
        for _ in 0..<row { press(.down) }
        press(.character("k"))
        type(witnesses)
        press(.enter)
        if signing.count < 2 { type(Self.scan) }
        press(.enter, .enter)
        let code = shownCode()
        driver.feed(13)
        feed(code)
        for witness in signing {
            press(.enter)
            feed(witness)
        }
        return code
    }

    /// The scan of a sheet that somebody signed on paper.
    public static let scan: String = {
        let path = FileManager.default.temporaryDirectory.appending(
            path: "lastword-scan-\(ProcessInfo.processInfo.processIdentifier).pdf"
        ).path
        try? Data("a signed sheet".utf8).write(to: URL(fileURLWithPath: path))
        return path
    }()

    /// Fills a form in, field by field, and confirms it. Empty: as it stands.
    public func fill(_ values: [String]) {
        for value in values {
            if !value.isEmpty {
                press(.control("u"))
                type(value)
            }
            press(.enter)
        }
        press(.enter)
    }

    /// What became of the first matter's appointment, to a backward review with a finding.
    public func liveThrough() throws {
        let id = AppointmentID("2026-18/m1")
        let paper = Document(title: "处分决定")
        func day(_ text: String) throws -> Day {
            guard let day = Day(text) else { throw StageError.day(text) }
            return day
        }
        clock.pass(seconds: 3 * 365 * 86_400)
        let acts: [PersonnelCommand] = [
            .publishNotice(
                PublicNotice(
                    appointment: id, from: try day("2026-11-24"), through: try day("2026-11-30"))),
            .takeOffice(OfficeTaken(appointment: id, on: try day("2026-12-08"))),
            .endProbation(
                ProbationEnd(
                    appointment: id, on: try day("2027-12-15"), result: .confirmed,
                    basis: Document(title: "转正考核"))),
            .recordOutcome(
                Outcome(
                    appointment: id, kind: .discipline, on: try day("2029-05-01"), basis: paper,
                    body: "区纪委")),
            .find(
                Finding(
                    id: "f1", appointment: id, person: "p07", kind: .failureOfScrutiny,
                    grade: .admonition, reasons: "考察材料未经核实", basis: Document(title: "责任认定书"),
                    body: "区纪委", on: try day("2029-06-01"))),
            .appeal(Appeal(finding: "f1", on: try day("2029-06-20"), words: "请求减轻")),
            .impose(
                Consequence(
                    id: "c1", finding: "f1", person: "p07", kind: .noRecommending,
                    from: try day("2029-06-01"), through: try day("2030-05-31"))),
        ]
        for act in acts {
            if case .refused(let why) = service.do(.people(act), booth: nil) {
                throw StageError.refused(why.en)
            }
        }
        driver.tick()
    }

    public enum StageError: Error {
        case day(String)
        case refused(String)
    }
}
