// SPDX-License-Identifier: GPL-3.0-or-later
import BallotBox
import Basics
import Export
import Ledger
import Meeting
import Personnel
import Record
import Replay
import Terminal
import Wording

extension App {
    /// What came of a wish.
    ///
    /// - Returns: what is to be done next.
    @discardableResult
    public mutating func answered(_ effect: Effect, _ answer: Answer) -> [Effect] {
        defer { submitted = nil }
        switch answer {
        case .done(let text, let page):
            message = text.map { Message(.done, $0) }
            if let page { overlays.append(.page(page)) }
            if case .perform(.raisePoint(let point)) = effect, point == consent.asked {
                return exposureAccepted()
            }
            if case .perform(.deliver(let delivery)) = effect {
                message = Message(.done, snapshot.delivered(delivery.what))
            }
            if case .take(.roster, _, true) = effect, let text {
                message = Message(
                    .done,
                    text
                        + Text(
                            "。下一步：按 w 填写实名推荐，按 n 拟定会议",
                            ". Next: w writes a recommendation, n sets a meeting"))
            }
            if case .setPlan = effect {
                editor = nil
                if place == .plan { place = snapshot.meeting == nil ? .home : .meeting }
            }
            if case .prepareSigning = effect { overlays.removeAll { $0.isRecommendation } }
            if case .record = effect { formsBeforeSigning = [] }
            if case .perform(.excuse) = effect { selectNextAwaited() }
            if case .perform(.declare) = effect { showResult() }
            if case .perform(.close) = effect, let page = snapshot.closingPage {
                overlays.append(.page(page))
            }
        case .refused(let text):
            message = Message(.refused, text)
            // What was filled in isn't lost to a refusal.
            if let form = submitted { complain(form, text) }
            if case .record = effect { bringBackForms() }
        case .preview(var page):
            if case .take = effect { page.form = submitted }
            overlays.append(.page(page))
        case .paper(let paper): booth?.begin(paper)
        case .pin(let fault): booth?.pinAnswered(fault)
        case .cast(let fault): booth?.castAnswered(fault, steady: snapshot.steady)
        case .sign, .signature, .key, .enrolled: return answeredSigning(answer)
        case .minutes(let sheet): overlays.append(.menu(menu(sheet)))
        case .replay(let player):
            self.player = player
            overlays = []
            place = .replay
        case .proven(let through, let ballots, let fault):
            player?.proven = through
            player?.ballots = ballots
            if let fault {
                player?.fault = fault
                player?.isPlaying = false
                if let p = player, p.index > p.faultLimit { player?.go(to: p.faultLimit) }
                if let page = player.flatMap(faultPage) { overlays.append(.page(page)) }
            }
        }
        return []
    }

    /// What came of a wish, as the service gives it back.
    public enum Answer {
        /// It is done; there may be something to write down.
        case done(Text?, page: Page? = nil)
        case refused(Text)
        case preview(Page)
        case paper(BoothPaper)
        case pin(Text?)
        case cast(Text?)
        /// These wait for their signers.
        case sign([SigningTask])
        case signature(Result<Signature, SigningBooth.Refused>)
        /// A new key's code and salt, for its owner to see.
        case key(KeyEnrolment, LockedBytes, [UInt8])
        case enrolled(Text?)
        case replay(Player)
        case minutes(MinutesSheet)
        case proven(
            through: Int, ballots: Int, fault: (seq: Int, proof: Proof, text: Text)?)
    }

    private mutating func showResult() {
        let declared = snapshot.state.matters.indices.filter {
            snapshot.state.matters[$0].count != nil
        }
        // The latest paper: what was counted with the same figures at the same time stands together.
        guard let last = declaring.isEmpty ? declared.last.map({ [$0] }) : declaring else {
            return
        }
        overlays.append(.result(last))
    }

}
