// SPDX-License-Identifier: GPL-3.0-or-later
import Basics
import Export
import Ledger
import Meeting
import Personnel
import Wording

// What is done about people, recommendations and appointments from the home screen.

extension App {
    mutating func performOnPeople(_ command: Command) -> [Effect] {
        switch command {
        case .newRecommendation:
            overlays.append(
                .form(
                    Form(
                        .recommendation, recommendationFields,
                        Text("填写实名推荐", "Write a signed recommendation"))))
        case .enrolKey:
            guard let person = selectedPerson else { return [] }
            overlays.append(
                .form(
                    Form(
                        .enrolKey(person.id),
                        [
                            Field(
                                label: Text("见证人（两人，顿号分开）", "Two witnesses (names)"), kind: .people),
                            .scan(
                                Text(
                                    "见证人没有钥匙的，签名纸件的扫描件",
                                    "Witnesses without keys: the scan they signed")),
                        ],
                        Text(
                            "登记 \(snapshot.names(person.id)) 的签名钥匙",
                            "Enrol a key for \(snapshot.names(person.id))"))))
        case .revokeKey:
            guard let person = selectedPerson else { return [] }
            guard let key = snapshot.personnel.activeKey(of: person.id) else {
                message = Message(.refused, snapshot.explain(PersonnelRefusal.noKey(person.id)))
                return []
            }
            overlays.append(
                .form(
                    Form(
                        .revokeKey(person.id, key.publicKey),
                        [
                            .reason(),
                            Field(
                                label: Text(
                                    "本人不能签署的，见证人（两人）", "If its owner can't sign: two witnesses"),
                                kind: .people, isOptional: true),
                            .scan(
                                Text(
                                    "见证人没有钥匙的，签名纸件的扫描件",
                                    "Witnesses without keys: the scan they signed")),
                        ],
                        Text(
                            "注销 \(snapshot.names(person.id)) 的签名钥匙，以前的签名仍有效",
                            "Revoke the key of \(snapshot.names(person.id)); what it signed stays signed"
                        ))))
        case .personSheet: return selectedSomebody.map { [.sheet($0)] } ?? []
        case .personnelMenu: openPersonnelMenu()
        case .personnelAct(let act): open(act)
        case .filterList:
            overlays.append(.form(Form(.listFilter, filterFields, Text("筛选", "Filter"))))
        case .sortList:
            let all = LedgerTable.Order.allCases
            listOrder = all[((all.firstIndex(of: listOrder) ?? 0) + 1) % all.count]
            listAgain()
        default: break
        }
        return []
    }

    // MARK: Acts

    private mutating func openPersonnelMenu() {
        let acts: [OfferedPersonnelAct]
        let title: Text
        if tab == .recommendations {
            let all = snapshot.personnel.recommendationsByID
            guard all.indices.contains(selected) else { return }
            acts = snapshot.acts(on: all[selected].recommendation.id)
            title = Text(
                "推荐 \(all[selected].recommendation.id)",
                "recommendation \(all[selected].recommendation.id)")
        } else {
            guard let id = selectedAppointment else { return }
            acts = snapshot.acts(on: id)
            title = Text("任职 \(id)", "appointment \(id)")
        }
        let ordered = acts.filter(\.isPossible) + acts.filter { !$0.isPossible }
        overlays.append(
            .menu(
                Menu(
                    title: title,
                    items: ordered.map { act in
                        Menu.Item(
                            title: act.title, detail: act.refusal.map { snapshot.explain($0) },
                            isPossible: act.isPossible || act.isWorthTrying,
                            command: .personnelAct(act))
                    })))
    }

    private mutating func open(_ act: OfferedPersonnelAct) {
        if let refusal = act.refusal, !act.isWorthTrying {
            message = Message(.refused, snapshot.explain(refusal))
            return
        }
        overlays.append(
            .form(Form(.people(.init(act: act)), act.fields(in: snapshot), act.title)))
    }

    /// The forms of this file, filled in; nil: another's.
    mutating func confirmedOnPeople(_ form: Form) -> [Effect]? {
        switch form.purpose {
        case .people(let box): confirm(box.act, form)
        case .recommendation:
            switch recommendation(from: form.fields) {
            case .success(let r):
                overlays.append(.form(form))
                overlays.append(
                    .form(
                        Form(
                            .relations(r), relationFields(r),
                            Text("与被推荐人的关系", "How they stand to the candidate"))))
            case .failure(let fault): complain(form, fault.text, at: fault.index)
            }
        case .relations(let r): confirmRelations(related(r, form.fields), form)
        case .enrolKey(let person):
            let (witnesses, unknown) = snapshot.people(form.fields[0].text)
            guard unknown.isEmpty, witnesses.count == 2 else {
                complain(
                    form,
                    Text("见证人须是人员名单里的两人", "two people of the register witness an enrolment"))
                return []
            }
            if let i = unreadableFile(form) {
                complain(form, Self.unreadable, at: i)
                return []
            }
            return [
                .drawKey(
                    KeyEnrolment(
                        person: person, witnesses: witnesses, paper: scan(form.fields[1].text)))
            ]
        case .revokeKey(let person, let key):
            let (witnesses, unknown) = snapshot.people(form.fields[1].text)
            guard unknown.isEmpty else {
                complain(
                    form,
                    Text("见证人须是人员名单里的两人", "two people of the register witness it"), at: 1)
                return []
            }
            if let i = unreadableFile(form) {
                complain(form, Self.unreadable, at: i)
                return []
            }
            return [
                .people(
                    .revokeKey(
                        KeyRevocation(
                            person: person, publicKey: key, reason: form.fields[0].text,
                            witnesses: witnesses.isEmpty ? nil : witnesses,
                            paper: scan(form.fields[2].text))))
            ]
        case .listFilter: takeFilter(form)
        default: return nil
        }
        return []
    }

    /// A scan by its file's name and hash; nil where none is named.
    private func scan(_ path: String) -> Document? {
        path.isEmpty ? nil : Document(scanAt: path, sha256: hashOfFile(path))
    }

    mutating func complain(_ form: Form, _ fault: Text, at index: Int? = nil) {
        overlays.append(.form(form.refused(fault, at: index)))
    }

    private mutating func confirm(_ act: OfferedPersonnelAct, _ form: Form) {
        if let i = unreadableFile(form) {
            return complain(
                form, Self.unreadable, at: i)
        }
        let command = act.command(form.fields, in: snapshot, hashOfFile: hashOfFile)
        if let refusal = snapshot.refusal(of: command) {
            return complain(form, snapshot.explain(refusal))
        }
        overlays.append(
            .confirm(Confirm(act.title, said(form), .plain, .people(command), snapshot)))
    }

    /// The first form lies below: Esc at the statement, and then at this one, comes back to it.
    private mutating func confirmRelations(_ r: Recommendation, _ form: Form) {
        do { _ = try snapshot.personnel.decide(.lodge(r), on: snapshot.now.day) } catch {
            if case .signatureMissing = error {
            } else {
                return complain(form, snapshot.explain(error))
            }
        }
        overlays.append(.page(statementPage(r)))
    }

    // MARK: Signing

    mutating func answeredSigning(_ answer: Answer) -> [Effect] {
        var effects: [Effect] = []
        switch answer {
        case .sign(let tasks):
            formsBeforeSigning = overlays.filter(\.isRecommendation)
            if !formsBeforeSigning.isEmpty, let submitted {
                formsBeforeSigning.append(.form(submitted.again))
            }
            overlays = []
            // A new key's code is out of sight before its witnesses sit down.
            signing?.wipe()
            signing = SigningBooth(.sign(tasks), steady: snapshot.steady)
        case .key(let key, let code, let salt):
            formsBeforeSigning = []
            overlays = []
            signing = SigningBooth(
                .enrol(key, code: code, salt: salt), steady: snapshot.steady)
        case .signature(let came): effects = signing?.signed(came) ?? []
        case .enrolled(let fault):
            signing?.enrolled(fault)
            if fault == nil, let person = signing?.person {
                message = Message(
                    .done,
                    Text(
                        "已登记 \(snapshot.names(person)) 的签名钥匙",
                        "The key of \(snapshot.names(person)) is enrolled"))
            }
        default: break
        }
        leaveSigning()
        return effects
    }

    mutating func leaveSigning() {
        guard let open = signing, open.isDone else { return }
        open.wipe()
        signing = nil
        if open.isGivenUp { bringBackForms() }
    }

    /// What was filled in isn't lost when nothing came of the signing.
    mutating func bringBackForms() {
        overlays += formsBeforeSigning
        formsBeforeSigning = []
    }

    // MARK: The list

    /// The accountability list with its filter and order.
    mutating func listAgain() {
        guard let all = snapshot.ledger else {
            listed = nil
            return
        }
        let ledger = Ledger(rows: all.rows).selected(listFilter, for: .inspection)
        listed = LedgerTable(ledger, all.about, order: listOrder, language: .zh)
    }

    private var filterFields: [Field] {
        let f = listFilter
        func person(_ label: Text, _ id: PersonID?) -> Field {
            Field(
                label: label, kind: .people, isOptional: true,
                text: id.map { snapshot.typed([$0]) } ?? "")
        }
        func day(_ label: Text, _ day: Day?) -> Field {
            Field(label: label, kind: .day, isOptional: true, text: day.map(\.description) ?? "")
        }
        var unit = Field.words(Text("单位", "Unit"), optional: true)
        unit.text = f.unit ?? ""
        let all = LedgerRow.Status.allCases
        return [
            person(Text("推荐人", "Recommender"), f.recommender),
            person(Text("被推荐人", "Candidate"), f.candidate), unit,
            day(Text("签署自", "Signed from"), f.from), day(Text("签署至", "Signed through"), f.through),
            .choice(
                Text("状态", "Status"), [Text("全部", "all")] + all.map(\.text),
                f.status.flatMap { all.firstIndex(of: $0) }.map { $0 + 1 } ?? 0),
        ]
    }

    private mutating func takeFilter(_ form: Form) {
        let f = form.fields
        for i in 0..<2 {
            let (found, unknown) = snapshot.people(f[i].text)
            if !unknown.isEmpty || found.count > 1 {
                return complain(
                    form, f[i].label + Text("：须是人员名单里的一人", ": one person of the register"), at: i)
            }
        }
        listFilter.recommender = snapshot.people(f[0].text).found.first
        listFilter.candidate = snapshot.people(f[1].text).found.first
        listFilter.unit = f[2].text.isEmpty ? nil : f[2].text
        listFilter.from = Day(f[3].text)
        listFilter.through = Day(f[4].text)
        listFilter.status = f[5].pick == 0 ? nil : LedgerRow.Status.allCases[f[5].pick - 1]
        listAgain()
        selection[listName] = 0
    }

    // MARK: What is selected

    /// The appointment of the line that is selected.
    var selectedAppointment: AppointmentID? {
        switch tab {
        case .appointments:
            let all = snapshot.appointmentFiles
            return all.indices.contains(selected) ? all[selected].appointment.id : nil
        case .accountability:
            guard let rows = listed?.rows, rows.indices.contains(selected) else { return nil }
            return rows[selected].appointment
        default: return nil
        }
    }

    private var selectedSomebody: PersonID? {
        switch tab {
        case .people: return selectedPerson?.id
        case .accountability:
            guard let rows = listed?.rows, rows.indices.contains(selected) else { return nil }
            return rows[selected].person.id
        case .appointments:
            return selectedAppointment.flatMap {
                snapshot.personnel.appointments[$0]?.appointment.candidate
            }
        default: return nil
        }
    }
}
