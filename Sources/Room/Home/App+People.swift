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
                        .recommendation, recommendationQuestions.fields,
                        Text("填写实名推荐", "Write a signed recommendation"))))
        case .enrolKey:
            guard let person = selectedPerson else { return [] }
            overlays.append(
                .form(
                    Form(
                        .enrolKey(person.id),
                        enrolmentQuestions.fields,
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
                        revocationQuestions.fields,
                        Text(
                            "注销 \(snapshot.names(person.id)) 的签名钥匙，以前的签名仍有效",
                            "Revoke the key of \(snapshot.names(person.id)); what it signed stays signed"
                        ))))
        case .personSheet: return selectedSomebody.map { [.sheet($0)] } ?? []
        case .personnelMenu: openPersonnelMenu()
        case .personnelAct(let act): open(act)
        case .filterList:
            overlays.append(.form(Form(.listFilter, filterQuestions.fields, Text("筛选", "Filter"))))
        case .sortList:
            let all = LedgerTable.Order.allCases
            listOrder = all[((all.firstIndex(of: listOrder) ?? 0) + 1) % all.count]
            listAgain()
        default: break
        }
        return []
    }

    // MARK: Keys

    private static let witnessScan = Text(
        "见证人没有钥匙的，签名纸件的扫描件", "Witnesses without keys: the scan they signed")

    private var enrolmentQuestions: Questions<KeyEnrolment> {
        let witnesses: Question<KeyEnrolment> = snapshot.people(
            \.witnesses, Text("见证人（两人，顿号分开）", "Two witnesses (names)"))
        return [
            witnesses.checked { [snapshot] in
                let (found, unknown) = snapshot.people($0.text)
                return unknown.isEmpty && found.count == 2
                    ? nil : Text("：须是人员名单里的两人", ": two people of the register")
            },
            .scan(\.paper, Self.witnessScan),
        ]
    }

    /// A revocation, with the witnesses that it may have.
    private struct RevocationDraft {
        var revocation: KeyRevocation
        var witnesses: [PersonID] = []
    }

    private var revocationQuestions: Questions<RevocationDraft> {
        [
            .reason(\.revocation.reason),
            snapshot.people(
                \.witnesses, Text("本人不能签署的，见证人（两人）", "If its owner can't sign: two witnesses"),
                optional: true),
            .scan(\.revocation.paper, Self.witnessScan),
        ]
    }

    // MARK: Acts

    private mutating func openPersonnelMenu() {
        guard let (acts, title) = homeList.personnelActs(on: selected, self) else { return }
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
            .form(
                Form(
                    .people(.init(act: act)), act.form(in: snapshot).fields, act.title)))
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
                            .relations(r), relationQuestions(r).fields,
                            Text("与被推荐人的关系", "How they stand to the candidate"))))
            case .failure(let fault): complain(form, fault.text, at: fault.index)
            }
        case .relations(let r): confirmRelations(related(r, form.fields), form)
        case .enrolKey(let person):
            let questions = enrolmentQuestions
            guard !complains(questions.fault(in: form.fields), form) else { return [] }
            let wanted = KeyEnrolment(person: person, witnesses: [])
            return [
                .drawKey(
                    questions.value(from: form.fields, changing: wanted, hashOfFile: hashOfFile))
            ]
        case .revokeKey(let person, let key):
            let questions = revocationQuestions
            guard !complains(questions.fault(in: form.fields), form) else { return [] }
            let draft = questions.value(
                from: form.fields,
                changing: RevocationDraft(
                    revocation: KeyRevocation(person: person, publicKey: key, reason: "")),
                hashOfFile: hashOfFile)
            var revocation = draft.revocation
            revocation.witnesses = draft.witnesses.isEmpty ? nil : draft.witnesses
            return [.people(.revokeKey(revocation))]
        case .listFilter: takeFilter(form)
        default: return nil
        }
        return []
    }

    mutating func complain(_ form: Form, _ fault: Text, at index: Int? = nil) {
        overlays.append(.form(form.refused(fault, at: index)))
    }

    /// Says what is wrong with a form, in what it asks or in a file it names.
    ///
    /// - Returns: whether something is.
    private mutating func complains(_ fault: FieldFault?, _ form: Form) -> Bool {
        if let fault {
            complain(form, fault.text, at: fault.index)
            return true
        }
        guard let unreadable = unreadableFile(form) else { return false }
        complain(form, Self.unreadable, at: unreadable)
        return true
    }

    private mutating func confirm(_ act: OfferedPersonnelAct, _ form: Form) {
        if let i = unreadableFile(form) {
            return complain(
                form, Self.unreadable, at: i)
        }
        let command = act.form(in: snapshot).command(form.fields, hashOfFile: hashOfFile)
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

    private var filterQuestions: Questions<LedgerFilter> {
        let f = listFilter
        return [
            snapshot.person(
                \.recommender, Text("推荐人", "Recommender"), f.recommender, optional: true),
            snapshot.person(\.candidate, Text("被推荐人", "Candidate"), f.candidate, optional: true),
            .words(\.unit, Text("单位", "Unit"), f.unit),
            .day(\.from, Text("签署自", "Signed from"), f.from),
            .day(\.through, Text("签署至", "Signed through"), f.through),
            .choice(
                \.status, Text("状态", "Status"), none: Text("全部", "all"),
                of: LedgerRow.Status.allCases, first: f.status, named: \.text),
        ]
    }

    private mutating func takeFilter(_ form: Form) {
        let questions = filterQuestions
        if let fault = questions.fault(in: form.fields) {
            return complain(form, fault.text, at: fault.index)
        }
        listFilter = questions.value(from: form.fields, changing: listFilter)
        listAgain()
        selection[listName] = 0
    }
}
