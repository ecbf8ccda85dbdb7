import Ledger
import Meeting
import Personnel
import Record
import Signing

extension Register {
    /// The accountability list as the record has it. Every signature is checked again, against the text
    /// as it read on the day it was lodged.
    public func ledger() throws -> Ledger {
        var people = PersonnelState()
        var checks: [RecommendationID: [PersonID: LedgerRow.Check]] = [:]
        for entry in try entries(of: nil) {
            guard case .register(let event) = entry.fact else { continue }
            if case .lodged(let r) = event, let signatures = r.signatures {
                let text = Array(r.statement(in: people).utf8)
                for s in signatures {
                    let holds =
                        people.activeKey(of: s.person)?.publicKey == s.publicKey
                        && Ed25519.isValid(s.signature, of: text, by: s.publicKey)
                    checks[r.id, default: [:]][s.person] = holds ? .valid : .invalid
                }
            }
            people.evolve(event)
        }
        var meetings: [MeetingID: LedgerMeeting] = [:]
        for id in try self.meetings() { meetings[id] = LedgerMeeting(try Session.fold(self, id)) }
        return Ledger(people, meetings: meetings, checks: checks)
    }
}
