// SPDX-License-Identifier: GPL-3.0-or-later
import Basics
import Personnel

/// What the program points out and never decides.
public enum Advice: Hashable, Sendable {
    /// Q4: papers reached a member too late or not at all.
    case noticeShort(PersonID, days: Int?, needed: Int, personnel: Bool)
    /// M2: candidates whom nobody recommended, while it can still be mended.
    case recommendationsMissing(MatterID, [PersonID])
    /// M2: papers that the profile only advises: missing, or with a conclusion that would stop the matter.
    case advisedPapers(MatterID, [Gate])
    /// M2: nobody has said what is so of these candidates; papers, notice and probation hang on it.
    case factsUnstated(MatterID, [PersonID])
    /// Q2: nobody has been asked whether they have to withdraw.
    case recusalsNotAsked(MatterID)
    /// P4: the group can't give two tellers.
    case tooFewForTellers(have: Int)
    /// P3: no chief is in the room; the last-speaker rule binds nobody.
    case noChiefPresent
    /// B11: views are close.
    case divided(MatterID, for: Int, against: Int)
    /// B5: more than half of the views are "defer".
    case viewsDefer(MatterID)
    /// The figures themselves would show how people voted.
    case tinyElectorate(MatterID, voters: Int)
    /// Everybody said the same: if the papers do too, everybody knows how everybody voted.
    case viewsAgree(MatterID, Stance)
    /// A re-vote with one voter more or fewer can be subtracted from the last.
    case electorateDiffersByOne(MatterID)
    /// L8: the profile allows it; the minutes say so.
    case chiefRecommended(MatterID)
    /// L5
    case chiefSignalled(MatterID, times: Int)
}

extension MeetingState {
    /// Everything worth pointing out now.
    public var advice: [Advice] {
        guard let charter else { return [] }
        var all: [Advice] = []
        switch phase {
        case .planned:
            all += shortNotice(on: charter.plan.scheduled.day) + rollAdvice(charter)
        case .inSession: all += rollAdvice(charter)
        default: return []
        }
        for m in matters.indices where !matters[m].status.isFinal { all += advice(on: m, charter) }
        return all
    }

    private func rollAdvice(_ charter: Charter) -> [Advice] {
        var all: [Advice] = []
        let able = isPresent.indices.count {
            !charter.isChief($0) && (phase == .planned || isPresent[$0])
        }
        if able < 2 { all.append(.tooFewForTellers(have: able)) }
        if phase == .inSession, !charter.chiefs.contains(where: { isPresent[$0] }) {
            all.append(.noChiefPresent)
        }
        return all
    }

    /// Q4: whom the papers reached too late or not at all, as far as is on record: first the meeting's
    /// papers in the order of the roll, then those about people.
    ///
    /// - Parameter day: of the meeting.
    public func shortNotice(on day: Day) -> [Advice] {
        guard let charter else { return [] }
        let profile = charter.profile
        var all: [Advice] = []
        func check(_ on: [Day?], _ needed: Int, personnel: Bool) {
            for (seat, reached) in on.enumerated() {
                let days = reached.map { profile.calendar.workingDays(after: $0, before: day) }
                if (days ?? -1) < needed {
                    all.append(
                        .noticeShort(
                            charter.id(seat), days: days, needed: needed, personnel: personnel))
                }
            }
        }
        if profile.noticeWorkingDays > 0 {
            check(papersOn, profile.noticeWorkingDays, personnel: false)
        }
        if profile.personnelNoticeWorkingDays > 0, charter.kinds.contains(where: \.isAboutPeople) {
            check(personnelPapersOn, profile.personnelNoticeWorkingDays, personnel: true)
        }
        return all
    }

    private func advice(on m: Int, _ charter: Charter) -> [Advice] {
        let id = charter.plan.matters[m].id
        let matter = matters[m]
        var all: [Advice] = []
        if chiefRecommended(m) { all.append(.chiefRecommended(id)) }
        if phase == .planned {
            let needed = charter.kinds[m].recommendations
            let short = charter.plan.matters[m].candidates.map(\.id).filter { id in
                matter.recommendations.count { $0.candidate == id } < needed
            }
            if !short.isEmpty { all.append(.recommendationsMissing(id, short)) }
        }
        if matter.status == .pending {
            let open = gates(of: m).filter {
                !$0.binds
                    && [.missing, .stopped, .outOfDate].contains($0.standing)
            }
            if !open.isEmpty { all.append(.advisedPapers(id, open)) }
            let silent = charter.plan.matters[m].candidates.filter { $0.facts == nil }.map(\.id)
            let hangsOnFacts =
                charter.kinds[m].appoints
                || charter.kinds[m].prerequisites.contains { $0.facts != nil }
            if hangsOnFacts, charter.profile.facts != nil, !silent.isEmpty {
                all.append(.factsUnstated(id, silent))
            }
            // Of the matter that comes next: nobody is asked about all at once.
            if phase == .inSession, charter.profile.recusalInquiry == .advised,
                matter.recusalsAsked == nil,
                m == matters.firstIndex(where: { $0.status == .pending })
            {
                all.append(.recusalsNotAsked(id))
            }
        }
        if matter.signals > 0 { all.append(.chiefSignalled(id, times: matter.signals)) }
        guard matter.status == .open || matter.status == .discussed else { return all }
        guard viewsAreComplete(on: m) else { return all }
        let (yes, no) = (count(of: .for, on: m), count(of: .against, on: m))
        if let margin = charter.profile.divisionMargin, yes + no > 0, abs(yes - no) <= margin {
            all.append(.divided(id, for: yes, against: no))
        }
        let stated = statedStances(on: m)
        let heard = viewsThatCount(on: m)
        if count(of: .defer, on: m) * 2 > heard {
            all.append(.viewsDefer(id))
        }
        let stances = Set(stated)
        // For different candidates isn't the same.
        let chosen = Set(matter.views.compactMap { $0.map(\.chosen) }.filter { !$0.isEmpty })
        // A grade isn't a stance.
        if charter.kinds[m].form != .graded, stances.count == 1, chosen.count < 2,
            let stance = stances.first,
            stated.count > 1, stated.count == heard
        {
            all.append(.viewsAgree(id, stance))
        }
        let voters = voters(on: m)
        if voters < 4 { all.append(.tinyElectorate(id, voters: voters)) }
        if let last = matter.lastElectorate, abs(last - voters) == 1 {
            all.append(.electorateDiffersByOne(id))
        }
        return all
    }
}
