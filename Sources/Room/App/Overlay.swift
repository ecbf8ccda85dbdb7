// SPDX-License-Identifier: GPL-3.0-or-later
import Basics
import Meeting
import Personnel
import Terminal
import Wording

/// A list to choose from, with a filter.
struct Menu {
    struct Item {
        var title: Text
        var detail: Text?
        var isPossible = true
        var command: Command
    }
    var title: Text
    var items: [Item]
    var filter = ""
    var index = 0
    var takesText = false

    var shown: [Item] {
        guard !filter.isEmpty else { return items }
        let wanted = filter.lowercased()
        return items.filter {
            ($0.title.zh + $0.title.en).lowercased().contains(wanted)
        }
    }

    enum Outcome {
        case stay, leave
        case chosen(Item)
    }

    mutating func handle(_ key: Key) -> Outcome {
        switch key {
        case .escape: return .leave
        case .up: index = max(0, index - 1)
        case .down: index = min(max(0, shown.count - 1), index + 1)
        case .pageUp: index = max(0, index - 10)
        case .pageDown: index = min(max(0, shown.count - 1), index + 10)
        case .home: index = 0
        case .end: index = max(0, shown.count - 1)
        case .enter: return shown.indices.contains(index) ? .chosen(shown[index]) : .stay
        case .backspace:
            if filter.isEmpty { return .leave }
            filter.removeLast()
            index = 0
        case .paste(let text): filter += text.prefix(60)
        case .character(let c):
            // Digits choose where no text is asked for.
            if !takesText, let n = c.wholeNumberValue, n >= 1, n <= min(9, shown.count) {
                return .chosen(shown[n - 1])
            }
            takesText = true
            filter.append(c)
            index = 0
        default: break
        }
        return .stay
    }
}

/// Asks once more. The key that opened it never confirms it.
struct Confirm {
    var title: Text
    var lines: [Text]
    /// What has to be typed before Enter.
    var code: String
    var typed = ""
    var effect: Effect
    /// Whose PINs it takes besides.
    var tellers: [PersonID] = []
    /// What was filled in before: Esc goes back to it.
    var form: Form?
    /// Whoever goes on knows what is exposed.
    var tellsExposure = false

    init(_ act: OfferedAct, _ snapshot: RoomSnapshot) {
        self.init(
            act.title, snapshot.consequences(of: act), act.weight, .perform(act.example), snapshot)
    }

    init(
        _ title: Text, _ lines: [Text], _ weight: OfferedAct.Weight, _ effect: Effect,
        _ snapshot: RoomSnapshot,
        tellers: [PersonID] = []
    ) {
        self.tellers = tellers
        self.title = title
        self.lines = lines
        self.effect = effect
        // Two digits that aren't known before the question is on the screen.
        code = weight == .grave ? String(10 + Int(abs(snapshot.now.milliseconds / 7) % 90)) : "1"
    }

    /// Enter was pressed on another number, or none.
    var isWrong = false

    mutating func handle(_ key: Key) -> Bool? {
        isWrong = false
        switch key {
        case .escape: return nil
        case .character(let c) where c.isWholeNumber && c.isASCII:
            if typed.count >= code.count { typed = "" }
            typed.append(c)
        case .backspace: if !typed.isEmpty { typed.removeLast() }
        case .enter:
            isWrong = typed != code
            if isWrong { typed = "" }
            return !isWrong
        default: break
        }
        return false
    }
}

/// Text to read, and perhaps something to do with it afterwards.
public struct Page {
    public var title: Text
    public var lines: [Text]
    /// Offered under the text.
    public var follow: Effect?
    public var followWords: Text?
    /// What was filled in before: Esc goes back to it.
    var form: Form?
    /// It tells of something that is done: leaving it gives nothing up.
    var isDone = false
    var top = 0

    public init(
        _ title: Text, _ lines: [Text], follow: Effect? = nil, words: Text? = nil,
        isDone: Bool = false
    ) {
        self.title = title
        self.lines = lines
        self.follow = follow
        followWords = words
        self.isDone = isDone
    }

    /// A fingerprint that has to get onto paper now: what it is, and under what.
    init(
        _ title: Text, first: [Text] = [], _ name: Text, _ fingerprint: Text, _ where: Text,
        follow: Effect? = nil, words: Text? = nil
    ) {
        let empty = Text("", "")
        self.init(
            title, [empty] + first + [name + fingerprint, empty, `where`], follow: follow,
            words: words, isDone: true)
    }
}
