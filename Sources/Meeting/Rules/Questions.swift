// SPDX-License-Identifier: GPL-3.0-or-later
import Basics
import Personnel

// L9: questions are asked and answered before views are stated (质询). Nanchuan, section 1.

extension MeetingState {
    /// L9: while nobody has stated a view; over a list, on none of the lines in hand.
    func mayAsk(_ q: Question, _ charter: Charter) throws(MeetingRefusal) {
        try require([.inSession])
        let m = try matter(q.matter, charter)
        guard matters[m].status == .open else {
            throw .notInDiscussion(q.matter, matters[m].status)
        }
        try requireTakingPart(q.by, in: m, charter)
        guard together(with: m).allSatisfy(isUnheard) else { throw .viewsHaveBegun(q.matter) }
        try require(q.words, .words)
    }

    /// L9: to a question that is open, by somebody in the room.
    func mayAnswer(_ a: Answer, _ charter: Charter) throws(MeetingRefusal) {
        try require([.inSession])
        let m = try matter(a.matter, charter)
        guard matters[m].status == .open else {
            throw .notInDiscussion(a.matter, matters[m].status)
        }
        guard matters[m].questions.indices.contains(a.question - 1),
            !matters[m].questions[a.question - 1].isSettled
        else { throw .noSuchQuestion(a.matter) }
        try requireInRoom(a.by, charter)
        try require(a.words, .words)
    }

    /// The questions on a matter with which their askers aren't content; who has left, or withdrawn, waits for nothing.
    public func openQuestions(on m: Int) -> [Int] {
        guard let charter else { return [] }
        return matters[m].questions.indices.filter { i in
            let question = matters[m].questions[i]
            guard let seat = charter.seat(question.question.by) else { return false }
            return !question.isSettled && takesPart(seat, in: m)
        }
    }

    /// L9: views, and a ballot without them, wait for the answers; over a list, on every line in hand.
    func requireAnswered(_ m: Int, _ charter: Charter) throws(MeetingRefusal) {
        for line in together(with: m) {
            guard let first = openQuestions(on: line).first else { continue }
            throw .questionOpen(
                charter.plan.matters[line].id, by: matters[line].questions[first].question.by)
        }
    }
}
