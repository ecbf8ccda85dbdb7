import Export
import Ledger
import Meeting
import Personnel
import Terminal
import Wording

/// Fields to fill in.
public struct Form {
    public indirect enum Purpose: Hashable, Sendable {
        case act(ActBox)
        case plan, roster, recommendations, outcomes
        case create, openRegister
        case planBasics
        case planMatter(Int?)
        /// Nil: somebody new.
        case person(PersonID?)
        /// Papers reached everybody on one day.
        case deliverAll
        /// The accountability list as a file.
        case exportList
        /// Two tellers end a ballot although somebody in the room hasn't cast.
        case closeEarly
        /// A step in an appointment's life, a finding, a withdrawal.
        case people(PersonnelActBox)
        case recommendation
        case relations(Recommendation)
        case enrolKey(PersonID)
        case revokeKey(PersonID, String)
        case listFilter
        case replayTime, replayFilter, replayExport
        case minutesExport(MinutesSheet)
        case minutesSeal(MinutesSheet)
        /// The register, against the fingerprint on paper.
        case verify

        static func act(_ act: Act) -> Purpose { .act(ActBox(act: act)) }
    }
    /// An act, where only its form is to be seen from outside.
    public struct ActBox: Hashable, Sendable { let act: Act }

    public struct PersonnelActBox: Hashable, Sendable { let act: PersonnelAct }

    var purpose: Purpose
    var title: Text
    var fields: [Field]
    /// The field with the caret; `fields.count` is the line that confirms.
    var index = 0
    var fault: Text?

    init(_ purpose: Purpose, _ world: World) {
        self.purpose = purpose
        switch purpose {
        case .act(let box):
            title = box.act.title
            fields = world.fields(box.act.example)
        case .plan:
            title = Text("导入会议计划（YAML）", "Import a meeting's plan (YAML)")
            fields = [.words(Text("计划文件", "Plan file"))]
        case .roster:
            title = Text("导入名单（CSV 或 YAML）", "Import a roster (CSV or YAML)")
            fields = [.words(Text("名单文件", "Roster file"))]
        case .recommendations:
            title = Text("登记实名推荐（YAML）", "Lodge signed recommendations (YAML)")
            fields = [.words(Text("推荐文件", "Recommendations file"))]
        case .outcomes:
            title = Text("导入任后结果（CSV）", "Take in outcomes (CSV)")
            fields = [.words(Text("结果文件", "File"))]
        case .create:
            title = Text("建立登记簿", "Make a register")
            fields = [
                .words(Text("单位名称", "Organisation")), .words(Text("登记簿文件", "Register file")),
            ]
            fields[1].text = "lastword.lwr"
        case .openRegister:
            title = Text("打开登记簿", "Open a register")
            fields = [.words(Text("登记簿文件", "Register file"))]
        case .exportList:
            title = Text(
                "导出追责台账（.xlsx .csv .html .jsonl）",
                "Export the accountability list (.xlsx .csv .html .jsonl)")
            fields = [
                .words(Text("文件", "File")),
                .choice(Text("范围", "Scope"), LedgerScope.allCases.map(\.text)),
                .words(Text("制表人", "Made by")),
            ]
            fields[0].text = "accountability-\(world.now.day).xlsx"
        case .deliverAll:
            title = Text("登记材料送达全体成员", "Papers reached every member")
            var on = Field(label: Text("送达日期", "Reached on"), kind: .day)
            on.text = "\(world.now.day)"
            fields = [
                .choice(
                    Text("材料", "What"), [Text("会议材料", "papers"), Text("干部材料", "personnel papers")]),
                on,
            ]
        case .planBasics, .planMatter, .person, .people, .recommendation, .relations, .enrolKey,
            .revokeKey, .listFilter, .replayTime, .replayFilter, .replayExport, .minutesExport,
            .minutesSeal:
            title = Text("", "")
            fields = []
        case .verify:
            title = Text("核验登记簿", "Verify the register")
            fields = [
                .words(
                    Text("纸上的闭会指纹（没有就空着）", "Closing fingerprint on paper, if there is one"),
                    optional: true)
            ]
        case .closeEarly:
            title = Text(
                "仍有人未投票：两名监票人共同提前结束", "Somebody hasn't voted: two tellers end the ballot together")
            fields = [.reason()]
        }
    }

    init(_ purpose: Purpose, _ fields: [Field], _ title: Text) {
        self.purpose = purpose
        self.fields = fields
        self.title = title
    }

    var canConfirm: Bool { fields.allSatisfy { $0.fault == nil } }

    /// Takes a key; true when the form is confirmed, nil when it is given up.
    mutating func handle(_ key: Key) -> Bool? {
        fault = nil
        switch key {
        case .escape: return nil
        case .up, .backTab: index = max(0, index - 1)
        case .down, .tab: index = min(fields.count, index + 1)
        case .enter:
            if index < fields.count {
                if let why = fields[index].fault { fault = why } else { index += 1 }
                return false
            }
            if let bad = fields.firstIndex(where: { $0.fault != nil }) {
                index = bad
                fault = fields[bad].fault
                return false
            }
            return true
        default:
            if index < fields.count { fields[index].handle(key) }
        }
        return false
    }
}

extension Field {
    mutating func handle(_ key: Key) {
        switch kind {
        case .text, .people, .file, .number, .day, .time: typeText(key)
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
    }

    private mutating func typeText(_ key: Key) {
        switch key {
        case .character(let c) where text.count < 4000:
            if case .number = kind, !("0"..."9").contains(c) { return }
            text.append(c)
        case .backspace: if !text.isEmpty { text.removeLast() }
        case .control("u"): text = ""
        case .paste(let pasted):
            let line = pasted.replacingOccurrences("\n", " ")
            text += String(line.prefix(max(0, 4000 - text.count)))
        default: break
        }
    }
}

extension String {
    fileprivate func replacingOccurrences(_ a: Character, _ b: Character) -> String {
        String(map { $0 == a ? b : $0 })
    }
}

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

    init(_ act: Act, _ world: World) {
        self.init(act.title, world.consequences(of: act), act.weight, .perform(act.example), world)
    }

    init(
        _ title: Text, _ lines: [Text], _ weight: Act.Weight, _ effect: Effect, _ world: World,
        tellers: [PersonID] = []
    ) {
        self.tellers = tellers
        self.title = title
        self.lines = lines
        self.effect = effect
        // Two digits that aren't known before the question is on the screen.
        code = weight == .grave ? String(10 + Int(abs(world.now.milliseconds / 7) % 90)) : "1"
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
    var top = 0

    public init(_ title: Text, _ lines: [Text], follow: Effect? = nil, words: Text? = nil) {
        self.title = title
        self.lines = lines
        self.follow = follow
        followWords = words
    }
}
