// SPDX-License-Identifier: GPL-3.0-or-later
import Basics
import Meeting
import Personnel

/// Somebody who stood in a capacity towards an appointment under review, and what was found about them in it: a line of the
/// backward review (倒查). Everybody is listed, whether anything was found or not. A2.
public struct LedgerReview: Hashable, Sendable {
    /// `MEETING/MATTER`.
    public var appointment: AppointmentID
    /// Who was appointed, and to which post.
    public var candidate: LedgerRow.Party
    public var post: String
    /// The day of the decision.
    public var decidedOn: Day
    public var capacity: Capacity
    public var person: LedgerRow.Party
    /// The post held on that day; nil where the record has none.
    public var postThen: String?
    /// Nil: nothing was found.
    public var finding: FindingFile?
}

extension PersonnelState {
    /// The backward review of every appointment that is under review, the latest first, each in the order of the capacities.
    public func reviews() -> [LedgerReview] {
        let files = appointments.values.filter(\.isUnderReview).sorted {
            ($1.appointment.decidedOn, $0.appointment.id)
                < ($0.appointment.decidedOn, $1.appointment.id)
        }
        return files.flatMap { file in
            let a = file.appointment
            return backwardReview(of: file).map { one, finding in
                LedgerReview(
                    appointment: a.id, candidate: party(a.candidate), post: a.post,
                    decidedOn: a.decidedOn, capacity: one.capacity, person: party(one.person),
                    postThen: one.post, finding: finding)
            }
        }
    }
}
