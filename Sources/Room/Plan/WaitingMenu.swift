// SPDX-License-Identifier: GPL-3.0-or-later
import Basics
import Meeting
import Personnel
import Wording

// What earlier meetings left undecided or got back, offered to the plan of the next.

extension App {
    /// Those that aren't on the plan yet; each goes on it with its people, to be looked over.
    mutating func showWaiting() {
        guard let editor else { return }
        let items = snapshot.waiting.enumerated().compactMap { place, left -> Menu.Item? in
            guard !editor.has(left) else { return nil }
            let reason = left.reason.map { Text("：\($0)", ": \($0)") } ?? Text("", "")
            return Menu.Item(
                title: Text(same: left.matter.title),
                detail: left.cause.text
                    + Text("（会议 \(left.meeting)）", " (meeting \(left.meeting))") + reason,
                command: .takeUp(place))
        }
        guard !items.isEmpty else {
            message = Message(
                .refused, Text("没有待上会的事项", "Nothing waits to come before the group again"))
            return
        }
        overlays.append(
            .menu(Menu(title: Text("待再次上会的事项", "To come before the group again"), items: items)))
    }

    /// One of them goes on the plan, and its form opens: who wants a reconsideration, or what has changed.
    mutating func takeUp(_ place: Int) {
        guard snapshot.waiting.indices.contains(place), var editor else { return }
        let left = snapshot.waiting[place]
        editor.take(left, signedFor(left.matter.candidates.map(\.id)))
        self.editor = editor
        let index = editor.items.count - 1
        selection[listName] = index + 1
        overlays.append(
            .form(
                Form(
                    .planMatter(index), matterFields(editor, index),
                    Text("议题 \(index + 1)", "Matter \(index + 1)"))))
    }
}

extension WaitingMatter.Cause {
    var text: Text {
        switch self {
        case .deferred: Text("暂缓", "deferred")
        case .vetoed: Text("被否决退回，须复议", "returned by veto, to be reconsidered")
        case .sentBack: Text("方案被退回，重报", "sent back, to be resubmitted")
        case .unfinished: Text("未议", "not reached")
        }
    }
}
