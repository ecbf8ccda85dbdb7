// SPDX-License-Identifier: GPL-3.0-or-later
import Basics
import Export
import Meeting
import Personnel
import Terminal
import Wording

extension App {
    /// A key, and what it asks of the outside.
    public mutating func handle(_ given: Key) -> [Effect] {
        let key = given.folded
        if key == .resize { return [] }
        if key == .control("b"), booth == nil, signing == nil {
            isBlank.toggle()
            return []
        }
        if isBlank {
            isBlank = false
            return []
        }
        if var open = booth {
            if key == .character("z"), open.step == .curtain {
                isBlank = true
                return []
            }
            let effects = open.handle(key, snapshot)
            booth = open.isDone ? nil : open
            return effects
        }
        if var open = signing {
            open.handle(key, page: textPage, last: statementLines(open).count - textPage - 1)
            signing = open
            leaveSigning()
            return []
        }
        if !overlays.isEmpty { return handleOverlay(key) }
        if case .wheel(let up) = key { return handle(up ? .up : .down) }
        if case .click(let spot) = key { return clicked(spot) }
        guard let binding = bindings.first(where: { $0.keys.contains(key) }) else {
            if case .character = key {
                message = Message(
                    .hint,
                    Text(
                        "这个键现在没有用；可用的键见最下一行，? 看说明",
                        "That key does nothing here; the last line shows those that do, ? explains")
                )
            }
            return []
        }
        message = nil
        submitted = nil
        return perform(binding.act)
    }

    mutating func perform(_ command: Command) -> [Effect] {
        switch command {
        case .suggested: return followSuggestion()
        case .help: overlays.append(.page(helpPage))
        case .menu: overlays.append(.menu(commandMenu))
        case .memberMenu: openMemberMenu()
        case .matterMenu: openMatterMenu()
        case .matterSheet(let id):
            if let page = snapshot.page(of: id) { overlays.append(.page(page)) }
        case .allActs: overlays.append(.menu(gathered(snapshot.acts, Text("全部事项", "Everything"))))
        case .back:
            if isBig {
                isBig = false
            } else if place == .replay {
                player = nil
                if snapshot.isReadOnly { return [.quit] }
                place = .home
            } else if place == .plan {
                leavePlan()
            } else if place == .meeting {
                return [.open(nil)]
            }
        case .quit: return [.quit]
        case .up: move(-1)
        case .down: move(1)
        case .pageUp: move(-listPage)
        case .pageDown: move(listPage)
        case .top: move(-100_000)
        case .bottom: move(100_000)
        case .panel(let p): panel = p
        case .next(let by): turn(by)
        case .tab(let t): tab = t
        case .view(let stance): return state(stance)
        case .viewWithWords: openViewForm(nil)
        case .question: return openQuestion()
        case .correct: openCorrection()
        case .act(let act): return open(act)
        case .acts(let acts, let title): overlays.append(.menu(actMenu(acts, title)))
        case .big: isBig.toggle()
        case .blank: isBlank = true
        case .language:
            setting.language = setting.language == .zh ? .en : .zh
            message = Message(
                .done,
                Text("画面改为中文（按 l 换回 English）", "The screens are in English now (l: back to 中文)"))
            return [.save(setting)]
        case .theme:
            let all = Theme.allCases
            let at = all.firstIndex(of: setting.theme) ?? 0
            setting.theme = all[(at + 1) % all.count]
            return [.save(setting)]
        case .openSelected: return openSelected()
        case .openMeeting(let id): return [.open(id)]
        case .ask(let purpose): overlays.append(.form(Form(purpose, snapshot, setting.language)))
        case .takeName(let id): takeName(id)
        case .newMeeting:
            editor = PlanEditor(new: snapshot)
            editorBefore = editor
            place = .plan
            selection["plan"] = 0
        case .editPlan:
            guard snapshot.state.phase == .planned else {
                message = Message(
                    .hint, Text("开会以后计划不能再改", "Once convened, the plan can't be changed"))
                return []
            }
            editor = PlanEditor(editing: snapshot)
            editorBefore = editor
            place = .plan
            selection["plan"] = 0
        case .removeMatter: askToRemove()
        case .moveMatter(let by): moveMatter(by)
        case .dropMatter(let m): editor?.items.remove(at: m)
        case .waitingMenu: showWaiting()
        case .takeUp(let place): takeUp(place)
        case .stay: break
        case .dropPlan:
            editor = nil
            place = snapshot.meeting == nil ? .home : .meeting
        case .ascii:
            setting.ascii.toggle()
            return [.save(setting)]
        case .newPerson:
            overlays.append(
                .form(Form(.person(nil), personQuestions(nil).fields, Text("新增人员", "Add a person")))
            )
        case .rehearse: return [.rehearse]
        case .vote: booth = Booth(.vote, snapshot)
        case .count: return openCount()
        case .run(let effect): return [effect]
        case .player(let command): return perform(command)
        case .minutes(let command): return perform(command)
        case .replay:
            return selectedMeeting.map { [.openReplay($0)] } ?? []
        default: return performOnPeople(command)
        }
        return []
    }

    /// The next panel of the meeting, or list of the home screen.
    private mutating func turn(_ by: Int) {
        if place == .home {
            let count = HomeLists.all.count
            tab = (tab + by + count) % count
        } else {
            let all: [Panel] =
                snapshot.matterInView == nil ? [.roll, .agenda] : [.roll, .agenda, .matter]
            let at = all.firstIndex(of: panel) ?? 0
            panel = all[(at + by + all.count) % all.count]
        }
    }

}
