// SPDX-License-Identifier: GPL-3.0-or-later
import Basics
import Meeting
import Personnel
import Wording

/// What a year's meetings decided about people and what became of it: the report on the selection of cadres (一报告), from the
/// register alone. It names nobody.
public struct YearReport: Encodable, Sendable {
    /// The matters of one kind that the year's meetings had on their agendas.
    public struct Line: Encodable, Hashable, Sendable {
        /// The profile's id of the kind, and its title there; where profiles differ, the latest.
        public var kind: String
        public var zh: String
        public var en: String
        /// Lines of lists each count.
        public var put = 0
        public var passed = 0
        public var failed = 0
        /// Deferred, or not reached.
        public var deferred = 0
        /// Vetoed, or sent back before the introduction.
        public var givenBack = 0
        public var withdrawn = 0
        /// Appraised, or concluded without a ballot.
        public var settled = 0
    }

    public let year: Int
    /// Closed ones that were convened in that year.
    public private(set) var meetings = 0
    public private(set) var lines: [Line] = []
    /// Decided in that year.
    public private(set) var appointments = 0
    /// Of these: with a public notice; with an objection; returned; in office; confirmed after probation.
    public private(set) var noticed = 0
    public private(set) var objectedTo = 0
    public private(set) var returned = 0
    public private(set) var inOffice = 0
    public private(set) var confirmed = 0
    /// Recorded with a day of that year, whenever the appointment was.
    public private(set) var outcomes: [String: Int] = [:]
    public private(set) var findings: [String: Int] = [:]
    /// Recommendations signed in that year, and those of them that were withdrawn.
    public private(set) var recommendations = 0
    public private(set) var withdrawn = 0

    /// - Parameter meetings: every meeting of the register; those of other years are left out.
    public init(_ year: Int, _ people: PersonnelState, meetings: [MeetingState]) {
        self.year = year
        for state in meetings { take(state) }
        for file in people.appointments.values
        where file.appointment.decidedOn.civil.year == year { take(file) }
        for outcome in people.appointments.values.flatMap(\.outcomes)
        where outcome.on.civil.year == year { outcomes[outcome.kind.rawValue, default: 0] += 1 }
        for file in people.findings.values
        where file.finding.on.civil.year == year && !file.isRevoked {
            findings[file.kind.rawValue, default: 0] += 1
        }
        for file in people.recommendations.values
        where file.recommendation.signedOn.civil.year == year {
            recommendations += 1
            withdrawn += file.isWithdrawn ? 1 : 0
        }
        lines.sort { ($1.put, $0.kind) < ($0.put, $1.kind) }
    }

    private mutating func take(_ state: MeetingState) {
        guard let charter = state.charter, state.phase == .closed,
            state.convenedOn?.civil.year == year
        else { return }
        meetings += 1
        for (m, matter) in state.matters.enumerated() {
            let kind = charter.kinds[m]
            let at =
                lines.firstIndex { $0.kind == kind.id }
                ?? {
                    lines.append(Line(kind: kind.id, zh: "", en: ""))
                    return lines.count - 1
                }()
            (lines[at].zh, lines[at].en) = (kind.title.zh, kind.title.en)
            lines[at].put += 1
            switch matter.status {
            case .decided where matter.result?.outcome == .passed: lines[at].passed += 1
            case .decided: lines[at].settled += 1
            case .failed: lines[at].failed += 1
            case .returned, .sentBack: lines[at].givenBack += 1
            case .withdrawn: lines[at].withdrawn += 1
            case .deferred, .pending, .open, .discussed, .balloting: lines[at].deferred += 1
            }
        }
    }

    private mutating func take(_ file: AppointmentFile) {
        appointments += 1
        noticed += file.notice == nil ? 0 : 1
        objectedTo += file.wasObjectedTo ? 1 : 0
        returned += file.stage == .returned ? 1 : 0
        inOffice += file.officeOn == nil ? 0 : 1
        confirmed += file.stage == .confirmed ? 1 : 0
    }

    /// As it is read.
    public var text: [Text] {
        var all = [
            Text("\(year) 年干部选拔任用情况", "Selection of cadres in \(year)"),
            Text(
                "会议 \(meetings) 次；实名推荐 \(recommendations) 份，其中撤回 \(withdrawn) 份",
                "meetings: \(meetings); signed recommendations: \(recommendations), withdrawn: \(withdrawn)"
            ),
            Text("", ""), Text("上会事项", "Matters"),
        ]
        all += lines.map { line in
            let title = Text("  \(line.zh)", "  \(line.en)")
            return title
                + Text(
                    "：上会 \(line.put)，通过 \(line.passed)，未通过 \(line.failed)，暂缓或未议 \(line.deferred)，退回 \(line.givenBack)，撤回 \(line.withdrawn)",
                    ": put \(line.put), passed \(line.passed), failed \(line.failed), deferred or not reached \(line.deferred), given back \(line.givenBack), withdrawn \(line.withdrawn)"
                )
                + (line.settled == 0
                    ? Text("", "")
                    : Text("，评议或形成结论 \(line.settled)", ", appraised or concluded \(line.settled)"))
        }
        all += [
            Text("", ""),
            Text(
                "任用 \(appointments) 人：公示 \(noticed)，有异议 \(objectedTo)，退回 \(returned)，到任 \(inOffice)，试用期满合格 \(confirmed)",
                "Appointed \(appointments): public notice \(noticed), objected to \(objectedTo), returned \(returned), in office \(inOffice), confirmed \(confirmed)"
            ),
            Text("考核和处理：", "Outcomes: ")
                + counts(Outcome.Kind.allCases.map { ($0.text, outcomes[$0.rawValue] ?? 0) }),
            Text("责任认定：", "Findings: ")
                + counts(Finding.Kind.allCases.map { ($0.text, findings[$0.rawValue] ?? 0) }),
        ]
        return all
    }

    private func counts(_ each: [(Text, Int)]) -> Text {
        let some = each.filter { $0.1 > 0 }.map { $0.0 + Text(" \($0.1)", " \($0.1)") }
        return some.isEmpty ? Text("无", "none") : list(some)
    }
}
