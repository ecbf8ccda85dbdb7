// SPDX-License-Identifier: GPL-3.0-or-later
import Basics
import Meeting
import Personnel
import Wording

// What the screens need to know of a list: its lines in hand, and what somebody has said of them.

extension RoomSnapshot {
    /// The number of a matter on the agenda, `3`; of a line, `3.2`.
    func number(of m: Int) -> String { charter?.number(m) ?? "\(m + 1)" }

    /// How many items the agenda has; a list is one.
    var items: Int {
        guard let charter, let last = state.matters.indices.last else { return 0 }
        return charter.item(last)
    }

    /// The matter, or the lines of its list that are discussed or voted on with it.
    func linesInView(with m: Int) -> [Int] {
        guard let charter else { return [m] }
        let span = charter.lines(with: m)
        let shown = (state.ballot?.matters ?? state.inHand).filter(span.contains)
        return shown.contains(m) ? shown : [m]
    }

    /// Whose view is awaited on the matter, or on any of the lines in view with it: each once, in speaking order by line.
    func awaitedInView(with m: Int) -> [Int] {
        var seen = Set<Int>()
        return linesInView(with: m).flatMap { state.awaited(on: $0) }
            .filter { seen.insert($0).inserted }
    }

    /// The title over the views: of the list, where several lines of it are in view.
    func headline(_ m: Int) -> String {
        let lines = linesInView(with: m)
        guard lines.count > 1, let list = charter?.list(of: m) else { return title(of: m) }
        return list.title
    }

    /// Its number: of the list, where several lines of it are in view.
    func headNumber(_ m: Int) -> String {
        guard linesInView(with: m).count > 1, let charter else { return number(of: m) }
        return "\(charter.item(m))"
    }

    /// What an act about what is in view names: the list where several of its lines stand so, else the matter.
    func subject(of m: Int, where stands: (Int) -> Bool) -> MatterID? {
        guard let charter else { return nil }
        let lines = charter.lines(with: m).filter(stands)
        guard lines.count > 1, let list = charter.list(of: m) else {
            return charter.plan.matters[lines.first ?? m].id
        }
        return list.id
    }

    /// What a view of somebody is about: every line on which it is awaited.
    func subject(ofViewBy seat: Int, on m: Int) -> MatterID? {
        subject(of: m) { linesInView(with: m).contains($0) && state.isAwaited(seat, on: $0) }
    }

    /// The place of a matter on the agenda, or of a list's first line that isn't over.
    func place(of id: MatterID) -> Int? {
        guard let charter else { return nil }
        return charter.matter(id)
            ?? charter.lines(ofList: id)?.first { !state.matters[$0].status.isFinal }
    }

    /// What somebody has said of the lines in view; nil while they have said nothing.
    func said(by seat: Int, on m: Int) -> Text? {
        let lines = linesInView(with: m)
        let views = lines.compactMap { line in state.matters[line].views[seat].map { (line, $0) } }
        guard let first = views.first else { return nil }
        func words(_ view: View) -> Text {
            view.stance.text
                + (view.chosen.isEmpty
                    ? Text("", "") : Text(" · ", " · ") + names(view.chosen))
        }
        let isSame = views.allSatisfy {
            $0.1.stance == first.1.stance && $0.1.chosen == first.1.chosen
        }
        if isSame, views.count == lines.count { return words(first.1) }
        // The usual view first, then each line that differs.
        let usual = Dictionary(grouping: views) { $0.1.stance }.max {
            ($0.value.count, $1.key.rawValue) < ($1.value.count, $0.key.rawValue)
        }
        let common = usual?.key ?? first.1.stance
        let others = views.filter { $0.1.stance != common }.map { line, view in
            words(view) + Text("（\(number(of: line))）", " (\(number(of: line)))")
        }
        let count = views.count - others.count
        return list([common.text + Text(" \(count) 项", " to \(count)")] + others)
    }
}
