// SPDX-License-Identifier: GPL-3.0-or-later
import Basics
import Meeting
import Personnel
import Record
import Replay
import Wording

/// A meeting that is played back: where one is in it, how fast it goes, and how far it was proven.
public struct Player: Sendable {
    /// Half speed to sixteen times.
    static let speeds: [Double] = [0.5, 1, 2, 4, 8, 16]

    public let timeline: Timeline
    public let personnel: PersonnelState
    let names: Names
    /// The step that was taken last; the screen shows the meeting after it.
    var index = 0
    var isPlaying = false
    var speed = 1
    /// When the next step is due, in steady milliseconds.
    var nextAt: Int64 = 0
    var filter = StepFilter()
    /// The place in the register up to which everything was proven again.
    var proven = 0
    var ballots = 0
    /// The first deviation: the replay goes no further.
    var fault: (seq: Int, proof: Proof, text: Text)?
    /// What the screen shows now.
    private(set) var snapshot: RoomSnapshot

    public init(_ timeline: Timeline, _ personnel: PersonnelState) {
        self.timeline = timeline
        self.personnel = personnel
        names = Names(timeline.state(before: timeline.steps.count), personnel)
        snapshot = RoomSnapshot(
            now: timeline.steps.first?.at ?? Timestamp(milliseconds: 0, offsetMinutes: 0))
        show()
    }

    var step: Timeline.Step { timeline.steps[index] }
    var last: Int { timeline.steps.count - 1 }

    /// The last step that may be shown: none from the deviation on.
    var faultLimit: Int {
        guard let fault else { return last }
        return max(
            0, (timeline.steps.firstIndex { $0.seq >= fault.seq } ?? timeline.steps.count) - 1)
    }

    /// The snapshot as the meeting was after the step.
    private mutating func show() {
        var w = RoomSnapshot(now: step.at)
        w.register = "replay"
        w.isReplay = true
        w.personnel = personnel
        w.meeting = timeline.meeting
        w.state = timeline.state(after: index)
        w.name(by: names)
        w.steps = timeline.steps[max(0, index - 60)...index].map {
            RoomSnapshot.Step(clock: $0.at.clock, text: $0.event.text(names))
        }
        snapshot = w
    }

    /// The meeting before the step, with everything that could be asked of it.
    func worldBefore() -> RoomSnapshot {
        var w = RoomSnapshot(now: step.at)
        w.personnel = personnel
        w.meeting = timeline.meeting
        w.state = timeline.state(before: index)
        w.prepare()
        return w
    }

    // MARK: Moving

    mutating func go(to index: Int) {
        self.index = max(0, min(index, faultLimit))
        show()
    }

    /// The next step in a direction that the filter takes and that `wanted` does.
    private func next(_ by: Int, _ wanted: (Timeline.Step) -> Bool = { _ in true }) -> Int? {
        var i = index + by
        while timeline.steps.indices.contains(i) {
            if filter.takes(timeline.steps[i]), wanted(timeline.steps[i]) { return i }
            i += by
        }
        return nil
    }

    mutating func move(_ by: Int) { if let i = next(by) { go(to: i) } }
    mutating func moveToMarker(_ by: Int) {
        if let i = next(by, { $0.marker != nil }) { go(to: i) }
    }
    mutating func moveToDecision(_ by: Int) {
        if let i = next(by, { $0.marker == .result }) { go(to: i) }
    }
    mutating func moveToMatter(_ number: Int) {
        if let i = timeline.steps.firstIndex(where: { $0.marker == .matter(number) }) { go(to: i) }
    }
    /// `14:41`, `9:50`, or with the day before it: from where one is the next such moment, or the end.
    ///
    /// - Returns: false where that is no time.
    mutating func move(to time: String) -> Bool {
        let parts = time.split(separator: " ")
        guard let last = parts.last, parts.count <= 2,
            let clock = Self.clock(String(last)),
            let day = parts.count == 2 ? Day(String(parts[0])) : step.at.day
        else { return false }
        let i = timeline.steps.firstIndex {
            $0.at.day > day
                ? parts.count == 2 || $0.at.clock >= clock
                : $0.at.day == day && $0.at.clock >= clock
        }
        go(to: i ?? self.last)
        return true
    }

    /// With the nought that people leave out.
    private static func clock(_ text: String) -> String? {
        let parts = text.replacing("：", with: ":").split(separator: ":").map { Int($0) }
        guard parts.count == 2, let hour = parts[0], let minute = parts[1],
            (0..<24).contains(hour), (0..<60).contains(minute)
        else { return nil }
        return "\(Field.two(hour)):\(Field.two(minute))"
    }

    /// Plays on when it is time, as far as it is proven.
    mutating func tick(_ steady: Int64) {
        guard isPlaying, steady >= nextAt else { return }
        guard let following = next(1), following <= faultLimit else {
            isPlaying = false
            return
        }
        // A step is shown when it is proven, not before.
        guard timeline.steps[following].seq <= proven else { return }
        go(to: following)
        schedule(steady)
    }

    mutating func schedule(_ steady: Int64) {
        guard let following = next(1) else { return }
        let gap = max(200, timeline.steps[following].played - step.played)
        nextAt = steady + Int64(Double(gap) / Self.speeds[speed])
    }

    mutating func toggle(_ steady: Int64) {
        if !isPlaying, next(1) == nil { go(to: 0) }
        isPlaying.toggle()
        schedule(steady)
    }
}
