// SPDX-License-Identifier: GPL-3.0-or-later
extension MeetingState {
    /// Whether what a plan's command would record stands on record already, word for word. Only papers,
    /// deliveries and tellers come with a plan; for any other command the answer is no.
    public func has(_ command: MeetingCommand) -> Bool {
        guard let charter else { return false }
        switch command {
        case .recordPrerequisite(let p):
            return charter.matter(p.matter).map { matters[$0].prerequisites.contains(p) } ?? false
        case .deliver(let d):
            guard let seat = charter.seat(d.member) else { return false }
            return d.on == (d.what == .papers ? papersOn : personnelPapersOn)[seat]
        case .appointTellers(let t): return t.members == tellers.map(charter.id)
        default: return false
        }
    }
}
