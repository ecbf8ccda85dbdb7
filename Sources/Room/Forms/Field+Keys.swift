// SPDX-License-Identifier: GPL-3.0-or-later
import Basics
import Personnel
import Terminal

extension Field {
    /// - Returns: whether there was room for all of it.
    mutating func handle(_ key: Key) -> Bool {
        switch kind {
        case .text, .people, .file, .path, .number, .day, .time: return edit(key)
        case .choice(let options):
            switch key {
            case .left: pick = pick > 0 ? pick - 1 : options.count - 1
            case .right, .character(" "): pick = (pick + 1) % max(1, options.count)
            case .character(let c):
                if let n = c.wholeNumberValue, n >= 1, n <= options.count { pick = n - 1 }
            default: break
            }
        case .picks(let options, _):
            switch key {
            case .left: pick = (pick + options.count - 1) % max(1, options.count)
            case .right: pick = (pick + 1) % max(1, options.count)
            case .character(" "): picks.formSymmetricDifference([pick])
            case .character(let c):
                if let n = c.wholeNumberValue, n >= 1, n <= options.count {
                    pick = n - 1
                    picks.formSymmetricDifference([pick])
                }
            default: break
            }
        }
        return true
    }

    private mutating func edit(_ key: Key) -> Bool {
        var fits = true
        if case .character(let c) = key, case .number = kind, !("0"..."9").contains(c) {
            return true
        }
        if givesWay {
            switch key {
            case .character, .paste: text = ""
            default: break
            }
        }
        switch key {
        case .character(let c):
            fits = insert(String(c))
        case .paste(let pasted): fits = insert(String(pasted.map { $0 == "\n" ? " " : $0 }))
        case .backspace: if caret > 0 { text.remove(at: place(caret - 1)) }
        case .delete:
            if behind > 0, caret < text.count {
                text.remove(at: place(caret))
                behind -= 1
            }
        case .left: behind = min(text.count, behind + 1)
        case .right: behind = max(0, behind - 1)
        case .home: behind = text.count
        case .end: behind = 0
        case .control("u"):
            text = ""
            behind = 0
        default: return true
        }
        isUntouched = false
        // A mark that joins the letter before it makes one character of two.
        behind = min(behind, text.count)
        return fits
    }

    private mutating func insert(_ more: String) -> Bool {
        let room = max(0, Legibility.textLimit - text.count)
        text.insert(contentsOf: more.prefix(room), at: place(caret))
        return more.count <= room
    }

    private func place(_ offset: Int) -> String.Index {
        text.index(text.startIndex, offsetBy: offset)
    }
}
