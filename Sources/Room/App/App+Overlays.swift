// SPDX-License-Identifier: GPL-3.0-or-later
import Basics
import Meeting
import Personnel
import Terminal
import Wording

extension App {
    mutating func handleOverlay(_ key: Key) -> [Effect] {
        guard let top = overlays.popLast() else { return [] }
        switch top {
        case .form(var form):
            if chooseName(form, key) { return [] }
            if key == .enter, let fault = unknownNames(form) {
                form.stay()
                complain(form, fault)
                return []
            }
            switch form.handle(key) {
            case nil: return []
            case true?: return submit(form)
            case false?: overlays.append(.form(form))
            }
        case .menu(var menu):
            switch menu.handle(key) {
            case .stay: overlays.append(.menu(menu))
            case .leave: break
            case .chosen(let item): return perform(item.command)
            }
        case .confirm(var confirm):
            switch confirm.handle(key) {
            case nil:
                if let form = confirm.form { overlays.append(.form(form.again)) }
                return []
            case true?:
                submitted = confirm.form
                if case .perform(let command) = confirm.effect, !confirm.tellers.isEmpty {
                    booth = Booth(.confirm(confirm.tellers, then: command), snapshot)
                    return []
                }
                consent.isTold = confirm.tellsExposure
                return begin(confirm.effect)
            case false?: overlays.append(.confirm(confirm))
            }
        case .page(var page):
            switch key {
            case .escape, .backspace, .character("q"):
                if let form = page.form { overlays.append(.form(form.again)) }
                return []
            case .enter:
                guard let follow = page.follow else {
                    if let form = page.form { overlays.append(.form(form.again)) }
                    return []
                }
                submitted = page.form
                return [follow]
            case .up: page.top = max(0, page.top - 1)
            case .down: page.top += 1
            case .pageUp: page.top = max(0, page.top - textPage)
            case .pageDown, .character(" "): page.top += textPage
            case .home: page.top = 0
            case .end: page.top = .max
            default: break
            }
            overlays.append(.page(page))
            settlePage()
        case .result(let matters):
            switch key {
            case .enter, .escape, .character(" "): return []
            case .character("z"): isBlank = true
            case .character("l"):
                let effects = perform(.language)
                overlays.append(.result(matters))
                return effects
            default: break
            }
            overlays.append(.result(matters))
        }
        return []
    }

    static let unreadable = Text("读不到这个文件，或者是空的", "That file can't be read, or is empty")

    /// The first field that names a file which can't be read.
    func unreadableFile(_ form: Form) -> Int? {
        form.fields.indices.first {
            form.isShown($0) && form.fields[$0].kind == .file && !form.fields[$0].text.isEmpty
                && hashOfFile(form.fields[$0].text) == nil
        }
    }

    /// A form that was filled in: kept until it is known what comes of it.
    private mutating func submit(_ form: Form) -> [Effect] {
        submitted = form
        let below = overlays.count
        let effects = confirmed(form)
        if overlays.count == below + 1 {
            switch overlays[below] {
            case .confirm(var confirm):
                confirm.form = form
                overlays[below] = .confirm(confirm)
            case .page(var page) where page.follow != nil:
                page.form = form
                overlays[below] = .page(page)
            default: break
            }
        }
        return effects
    }

    private mutating func confirmed(_ form: Form) -> [Effect] {
        if let effects = confirmedOnPeople(form) ?? confirmedReplay(form)
            ?? confirmedMinutes(form)
        {
            return effects
        }
        switch form.purpose {
        case .act(let box):
            let act = box.act
            if let i = unreadableFile(form) {
                complain(form, Self.unreadable, at: i)
                return []
            }
            let command = snapshot.form(of: act.example).command(
                form.fields, hashOfFile: hashOfFile)
            if case .enterCount(let sheet) = command,
                let over = sheet.figures.first(where: { $0.invalid < 0 })
            {
                complain(
                    form,
                    Text(
                        "各项合计 \(over.valid)，多于收回的 \(sheet.returned)",
                        "The choices add up to \(over.valid), more than the \(sheet.returned) returned"
                    ))
                return []
            }
            // What the rules refuse is said while the form still stands.
            if let refusal = snapshot.refusal(of: command) {
                complain(form, explain(refusal))
                return []
            }
            if act.weight == .grave || act.weight == .plain {
                overlays.append(

                    .confirm(
                        Confirm(
                            act.title,
                            snapshot.consequences(of: act) + said(form)
                                + snapshot.remarks(on: command),
                            act.weight,
                            .perform(command), snapshot)))
                return []
            }
            return begin(.perform(command))
        case .plan, .roster, .recommendations, .outcomes:
            return [.take(form.purpose, path: SingleAnswer.text(in: form.fields), apply: false)]
        case .planBasics, .planMatter:
            if let fault = take(form) { complain(form, fault.text, at: fault.index) }
            return []
        case .deliverAll:
            let delivery = DeliveryToAll(form.fields, today: snapshot.now.day)
            let all = (snapshot.charter?.plan.roll ?? []).map {
                MeetingCommand.deliver(
                    Delivery(member: $0.id, what: delivery.what, on: delivery.on))
            }
            // All or none: the first refusal is said while the form stands.
            if let refusal = all.lazy.compactMap(snapshot.refusal).first {
                complain(form, explain(refusal))
                return []
            }
            return all.map { .perform($0) }
        case .person(let id):
            switch person(id.flatMap { snapshot.personnel.people[$0] }, from: form.fields) {
            case .success(let person): return [.savePerson(person)]
            case .failure(let fault):
                complain(form, fault.text, at: fault.index)
                return []
            }
        case .exportList:
            let export = ListExport(form.fields)
            return [
                .exportList(
                    path: export.path, scope: export.scope, by: export.by,
                    language: setting.language, filter: listFilter, order: listOrder)
            ]
        case .verify: return [.verify(paper: SingleAnswer.text(in: form.fields))]
        case .create:
            let register = NewRegister(form.fields)
            return [.create(path: register.path, organisation: register.organisation)]
        case .openRegister: return [.openRegister(path: SingleAnswer.text(in: form.fields))]
        case .closeEarly:
            booth = Booth(.count(reason: SingleAnswer.text(in: form.fields)), snapshot)
            return []
        case .people, .recommendation, .relations, .enrolKey, .revokeKey, .listFilter, .replayTime,
            .replayFilter, .replayExport, .minutesExport, .minutesSeal:
            return []
        }
    }

    /// A form's content, for the question before the deed.
    func said(_ form: Form) -> [Text] {
        form.fields.indices.filter(form.isShown).map { i -> Text in
            let field = form.fields[i]
            switch field.kind {
            case .choice(let options):
                return field.label + Text("：", ": ") + options[field.pick]
            case .picks(let options, _):
                return field.label + Text("：", ": ")
                    + list(field.picks.sorted().map { options[$0] })
            default: return field.label + Text("：\(field.text)", ": \(field.text)")
            }
        }
    }

    func actMenu(_ acts: [OfferedAct], _ title: Text) -> Menu {
        let possible = acts.filter(\.isPossible)
        // A digit that was right a moment ago must not take something back.
        let ordered =
            possible.filter { !$0.takesBack }
            + acts.filter { !$0.isPossible && $0.isWorthTrying }
            + possible.filter(\.takesBack)
            + acts.filter { !$0.isPossible && !$0.isWorthTrying }
        return Menu(title: title, items: ordered.map(item))
    }

    /// The same menu with one row for an act that many could do; whose it is comes after it.
    func gathered(_ acts: [OfferedAct], _ title: Text) -> Menu {
        var menu = actMenu(acts, title)
        let byTitle = Dictionary(grouping: acts, by: \.titleForAnybody)
        var gathered: Set<Text> = []
        menu.items = menu.items.compactMap { item in
            guard case .act(let act) = item.command, let shared = act.titleForAnybody,
                let same = byTitle[shared], same.count > 2
            else { return item }
            guard gathered.insert(shared).inserted else { return nil }
            let possible = same.contains { $0.isPossible || $0.isWorthTrying }
            return Menu.Item(
                title: shared + Text("（\(same.count) 人中选）", " (choose from \(same.count))"),
                detail: possible ? nil : item.detail, isPossible: possible,
                command: .acts(same, shared))
        }
        return menu
    }

    private func item(_ act: OfferedAct) -> Menu.Item {
        Menu.Item(
            title: act.title, detail: act.refusal.map { explain($0) },
            isPossible: act.isPossible || act.isWorthTrying, command: .act(act))
    }

    var commandMenu: Menu {
        var items: [Menu.Item] = bindings.filter { !$0.act.isMovement }.map {
            $0.act == .suggested
                ? Menu.Item(
                    title: Text("下一步：", "Next: ") + snapshot.words(snapshot.suggestion),
                    command: $0.act)
                : Menu.Item(title: $0.words, detail: $0.more, command: $0.act)
        }
        items += [
            Menu.Item(title: Text("换语言：English", "Language: 中文"), command: .language),
            Menu.Item(title: Text("换配色", "Change the colours"), command: .theme),
            Menu.Item(
                title: Text("只用 ASCII 画线和符号：开/关", "Lines and signs in ASCII only: on/off"),
                command: .ascii),
        ]
        if place == .meeting {
            items += actMenu(snapshot.acts, Text("", "")).items
        }
        items.append(Menu.Item(title: Text("退出程序", "Leave the program"), command: .quit))
        var seen: Set<String> = []
        items = items.filter { seen.insert($0.title.zh).inserted }
        return Menu(
            title: Text("命令：输入文字查找", "Commands: type to search"), items: items, takesText: true)
    }
}

extension Command {
    var isMovement: Bool {
        switch self {
        case .up, .down, .pageUp, .pageDown, .top, .bottom, .menu: true
        default: false
        }
    }
}
