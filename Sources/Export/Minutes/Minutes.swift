// SPDX-License-Identifier: GPL-3.0-or-later
import Basics
import Foundation
import Meeting
import Personnel
import Record
import Replay
import Wording

/// A meeting's minutes, from the record alone. Rules, section 10.
///
/// Their plain text is what is sealed and later compared, so it is a format: `form` counts up when its words
/// or its order change.
public struct Minutes {
    public static let form = 3

    /// What the page is made of, before it is a page.
    enum Block: Hashable {
        case title(String)
        case heading(String)
        /// What it is, and what it was.
        case item(String, String)
        case entry(String)
        /// Belongs to the entry before it.
        case note(String)
        case signature(String)
    }

    let timeline: Timeline
    let end: MeetingState
    /// The steps about each matter.
    let stepsOf: [[Timeline.Step]]
    let names: Names
    let fingerprint: Fingerprint?
    let language: Language
    /// Nil for the whole meeting.
    private(set) var matter: Int?
    /// 1 to the newest.
    let form: Int

    /// - Parameters:
    ///   - closing: the hash of the closing entry, once the meeting is over.
    ///   - form: an older one, to hold what was sealed in it to the record.
    public init(
        _ timeline: Timeline, _ people: PersonnelState, closing: Digest?, language: Language,
        form: Int = Minutes.form
    ) {
        self.form = form
        self.timeline = timeline
        end = timeline.state(before: timeline.steps.count)
        stepsOf = timeline.stepsByMatter(end.charter)
        names = Names(end, people)
        fingerprint = closing.map(Fingerprint.init)
        self.language = language
    }

    /// The same minutes as far as they are about the matter at a place on the agenda.
    public func excerpt(_ place: Int) -> Minutes {
        var excerpt = self
        excerpt.matter = place
        return excerpt
    }

    func say(_ zh: String, _ en: String) -> String { language == .zh ? zh : en }
    func say(_ text: Text) -> String { text(language) }
    func shown(_ text: String) -> String { Legibility.visible(text) }
    var comma: String { say("、", ", ") }
    /// In brackets, as each language writes them.
    func bracketed(_ text: String) -> String { say("（\(shown(text))）", " (\(shown(text)))") }
    func named(_ name: String, _ post: String?) -> String {
        shown(name) + (post.map(bracketed) ?? "")
    }

    /// Where a matter stands on the agenda.
    public func place(of id: MatterID) -> Int? { end.charter?.matter(id) }

    func blocks() -> [Block] {
        guard let charter = end.charter else { return [] }
        if form >= 3 { return officeBlocks(charter) }
        let plan = charter.plan
        var out: [Block] = [
            .title(
                shown(plan.organisation) + say(" ", " ") + shown(plan.title)
                    + (matter == nil ? say(" 会议记录", ": minutes") : say(" 决定摘录", ": excerpt")))
        ]
        out += matter == nil ? attendance(charter) : excerptHead(charter)
        for m in plan.matters.indices where matter == nil || matter == m {
            out += blocks(of: m, charter)
        }
        if matter == nil { out += course() }
        out.append(.heading(say("记录", "Record")))
        out.append(
            .item(
                say("会议", "Meeting"),
                say(
                    "\(shown(timeline.meeting.rawValue))，共 \(timeline.steps.count) 步",
                    "\(shown(timeline.meeting.rawValue)), \(timeline.steps.count) steps")))
        out.append(
            .item(
                say("规程", "Profile"),
                "\(shown(plan.profile.id)) \(shown(String(plan.profileHash.prefix(16))))"))
        if let fingerprint {
            out.append(
                .item(say("指纹", "Fingerprint"), say(fingerprint.chinese, fingerprint.english)))
        }
        out.append(.signature(say("主持人", "Presiding") + " \(names(charter.id(end.presiding)))"))
        for teller in end.tellers {
            out.append(.signature(say("监票人", "Teller") + " \(names(charter.id(teller)))"))
        }
        out.append(.signature(say("记录人", "Secretary") + " \(names(plan.secretary))"))
        return out
    }

    private func excerptHead(_ charter: Charter) -> [Block] {
        [
            .item(say("时间", "Time"), hours()),
            .item(say("主持人", "Presiding"), names(charter.id(end.presiding))),
            .item(
                say("出席", "Present"),
                say(
                    "应到 \(end.entitled) 人，实到 \(timeline.attended.count) 人",
                    "\(timeline.attended.count) of \(end.entitled) entitled")),
        ]
    }

    private func attendance(_ charter: Charter) -> [Block] {
        let plan = charter.plan
        let came = timeline.attended
        let absent = plan.roll.indices.filter { !came.contains(plan.roll[$0].id) }
        var out: [Block] = [
            .item(say("时间", "Time"), hours()),
            .item(say("地点", "Place"), shown(plan.place)),
            .item(say("主持人", "Presiding"), names(charter.id(end.presiding))),
            .item(say("记录人", "Secretary"), names(plan.secretary)),
            .item(
                say("出席", "Present"),
                plan.roll.filter { came.contains($0.id) }.map { names($0.id) }
                    .joined(separator: comma)
                    + say(
                        "（应到 \(end.entitled) 人，实到 \(came.count) 人，法定人数 \(end.quorum)）",
                        " (\(came.count) of \(end.entitled) entitled; quorum \(end.quorum))")),
            .item(
                say("缺席", "Absent"),
                absent.isEmpty
                    ? say("无", "none")
                    : absent.map { seat in
                        let why = end.absence[seat].map(bracketed)
                        return names(plan.roll[seat].id)
                            + (why ?? say("（未说明）", " (no reason given)"))
                    }.joined(separator: comma)),
        ]
        out += shortNotice()
        if !plan.attendees.isEmpty {
            out.append(
                .item(
                    say("列席", "In attendance"),
                    plan.attendees.map { named($0.name, $0.post) }.joined(separator: comma)))
        }
        if !end.tellers.isEmpty {
            out.append(
                .item(
                    say("监票人", "Tellers"),
                    end.tellers.map { names(charter.id($0)) }.joined(separator: comma)))
        }
        return out
    }

    /// From convening to the end.
    private func hours() -> String {
        guard
            let from = timeline.steps.first(where: { $0.event == .convened })?.at,
            let to = timeline.end?.at
        else {
            return end.charter.map { "\($0.plan.scheduled.day) \($0.plan.scheduled.clock)" } ?? ""
        }
        let last = to.day == from.day ? to.clock : "\(to.day) \(to.clock)"
        return "\(from.day) \(from.clock) – \(last)"
    }

    /// What concerns the meeting as a whole, in order.
    private func course() -> [Block] {
        let steps = timeline.steps.filter { step in
            guard step.matter == nil else { return false }
            switch step.event {
            case .convened, .left, .presidingChanged, .quorumCalled, .pointRaised, .adjourned,
                .reconvened, .cancelled, .closed, .clockRemarked:
                return true
            case .arrived: return timeline.isLate(step)
            default: return false
            }
        }
        guard !steps.isEmpty else { return [] }
        return [.heading(say("会议经过", "Course of the meeting"))]
            + steps.map { .entry("\($0.at.clock) \(say(told($0.event)))") }
    }
}

extension Timeline {
    /// Which members were in the room at any time after convening, or at the end of what is on record.
    public var attended: Set<PersonID> {
        let charter = state(before: steps.count).charter
        return came.filter { charter?.seat($0) != nil }
    }

    /// The same of members and attendees; of attendees only those who were called.
    var came: Set<PersonID> {
        var here = Set<PersonID>()
        var came = Set<PersonID>()
        var isOpen = false
        for step in steps {
            switch step.event {
            case .arrived(let p): here.insert(p.member)
            case .left(let p): here.remove(p.member)
            case .convened: isOpen = true
            default: break
            }
            if isOpen { came.formUnion(here) }
        }
        return isOpen ? came : here
    }

    fileprivate func isLate(_ step: Step) -> Bool {
        guard let opened = steps.first(where: { $0.event == .convened }) else { return false }
        return step.seq > opened.seq
    }
}
