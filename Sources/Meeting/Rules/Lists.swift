// SPDX-License-Identifier: GPL-3.0-or-later
import Basics
import Personnel

// M4: a list is introduced and discussed as one, the chief last over every line, and decided line by line.

/// An act about one matter that may be about a whole list: it is then decided for each of its lines.
protocol LineAct: MeetingAct {
    var matter: MatterID { get set }
    /// The act about one line.
    func about(_ line: MatterID) -> Self
    /// Lines that it names by themselves: one that is refused there is refused as a whole.
    var namedLines: [MatterID] { get }
}

extension LineAct {
    func about(_ line: MatterID) -> Self {
        var act = self
        act.matter = line
        return act
    }

    var namedLines: [MatterID] { [] }
}

extension MeetingState {
    /// M4: an act about a list, line by line, each on what the line before has made of the meeting. A line that a rule
    /// holds back is left out, such as one whose paper stops its person.
    ///
    /// - Throws: why the first line that isn't over is refused, where every line is.
    func decide(
        _ act: any LineAct, on lines: Range<Int>, _ charter: Charter, at time: Timestamp
    ) throws(MeetingRefusal) -> [MeetingEvent] {
        let ids = lines.map { charter.plan.matters[$0].id }
        for line in act.namedLines where !ids.contains(line) { throw .unknownMatter(line) }
        var next = self
        var events: [MeetingEvent] = []
        var refusal: MeetingRefusal?
        let over = lines.filter { matters[$0].status.isFinal }
        for m in lines.filter({ !matters[$0].status.isFinal }) + over {
            do throws(MeetingRefusal) {
                let new = try act.about(charter.plan.matters[m].id).decide(
                    in: next, charter, at: time)
                for event in new { next.evolve(event, at: time) }
                events += new
            } catch {
                if act.namedLines.contains(charter.plan.matters[m].id) { throw error }
                refusal = refusal ?? error
            }
        }
        if events.isEmpty, let refusal { throw refusal }
        return events
    }

    /// The matters in discussion: one, or the open lines of a list.
    public var inHand: [Int] {
        guard let charter, let current else { return [] }
        return charter.lines(with: current).filter { matters[$0].status == .open }
    }

    /// The lines that stand with a matter as it stands, itself included: what is true of one is waited for on all.
    func together(with m: Int) -> [Int] {
        guard let charter else { return [m] }
        return charter.lines(with: m).filter { matters[$0].status == matters[m].status }
    }

    /// M4: what is in hand is talked through before another matter comes up; lines of one list come up together, until
    /// somebody has stated a view, or after a re-opening until a chief has.
    func requireNothingElseInHand(
        than those: [Int], joining: (Int) -> Bool = { _ in false }, _ charter: Charter
    ) throws(MeetingRefusal) {
        for now in inHand where !those.contains(now) && !viewsAreComplete(on: now) {
            if let first = those.first, charter.lines(with: first).contains(now), joining(now) {
                continue
            }
            throw .matterInHand(
                charter.plan.matters[now].id, awaited: ids(awaited(on: now), charter))
        }
    }

    /// Nobody has been heard on it yet.
    public func isUnheard(_ m: Int) -> Bool {
        matters[m].views.allSatisfy { $0 == nil } && matters[m].opinionsRead.isEmpty
    }

    /// A matter comes up: what was in hand waits for its ballot, unless it is a line of the same list that is discussed
    /// together with it.
    mutating func takeUp(
        _ m: Int, _ charter: Charter, joining isJoined: (MeetingState, Int) -> Bool
    ) {
        let lines = charter.lines(with: m)
        let waiting = inHand.filter { $0 != m && !(lines.contains($0) && isJoined(self, $0)) }
        for other in waiting { matters[other].status = .discussed }
        matters[m].status = .open
        current = lines.first { matters[$0].status == .open }
    }

    /// A matter is no longer in discussion: another line of its list may be.
    mutating func letGo(_ m: Int, _ charter: Charter) {
        guard let now = current, charter.lines(with: now).contains(m) else { return }
        current = charter.lines(with: now).first { matters[$0].status == .open }
    }
}
