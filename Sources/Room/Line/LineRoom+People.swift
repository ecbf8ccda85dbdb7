// SPDX-License-Identifier: GPL-3.0-or-later
import BallotBox
import Basics
import Conduct
import Foundation
import Meeting
import Personnel
import Record
import Wording

// Recommendations, keys, appointments and people, line by line.

extension LineRoom {
    /// The screens' own forms and checks.
    private var app: App { App(snapshot, setting, hashOfFile: Digest.hexOfFile) }

    mutating func writeRecommendation() throws {
        let app = app
        switch app.recommendation(from: try filled(app.recommendationQuestions.fields)) {
        case .failure(let fault): tell(fault.text)
        case .success(let r):
            let related = app.related(r, try filled(app.relationQuestions(r).fields))
            app.statementPage(related).lines.forEach(tell)
            guard try ask(Text("登记请输入 1：", "Type 1 to go on:")) == "1" else { return }
            let came = service.do(.prepareSigning([related]), booth: nil)
            if case .sign(let tasks) = came { try sign(tasks) } else { answer(came) }
        }
    }

    /// Everybody with a key hears the text, and signs just that.
    mutating func sign(_ tasks: [SigningTask]) throws {
        for task in tasks {
            var signatures: [Signature] = []
            for person in task.signers {
                for line in task.text.split(separator: "\n") {
                    tell(Text(same: String(line)))
                }
                let name = snapshot.names(person)
                guard let signature = try signature(of: person, name, task) else {
                    return say("没有签署，没有登记。", "Not signed, not recorded.")
                }
                signatures.append(signature)
                LineInput.clear()
            }
            answer(service.do(.record(task.subject, signatures), booth: nil))
        }
    }

    private func signature(of person: PersonID, _ name: String, _ task: SigningTask) throws
        -> Signature?
    {
        while true {
            guard
                let code = try readCode(
                    Text(
                        "\(name) 看过全文，同意签署的，请输入签署码（不显示，回车不签）：",
                        "\(name), if you sign it, type your signing code (not shown; Enter doesn't sign):"
                    ))
            else { return nil }
            switch service.sign(task.subject, person, code) {
            case .success(let signature): return signature
            case .failure(let why): tell(why.text)
            }
        }
    }

    /// Twenty digits that aren't shown; nil when given up.
    private func readCode(_ ask: Text) throws -> LockedBytes? {
        let (code, typed) = try readSecret(ask, digits: SigningCode.digits)
        return typed == 0 ? nil : code
    }

    mutating func withdrawRecommendation() throws {
        let all = snapshot.personnel.recommendationsByID.filter { !$0.isWithdrawn }
        guard
            let n = try choose(
                Text("哪份推荐？", "Which recommendation?"),
                all.map {
                    let r = $0.recommendation
                    return Text("\(r.id) ", "\(r.id) ")
                        + snapshot.names(r.recommenders.map(\.person))
                        + Text(
                            " 推荐 \(snapshot.names(r.candidate))",
                            " for \(snapshot.names(r.candidate))")
                })
        else { return }
        try perform(snapshot.acts(on: all[n].recommendation.id))
    }

    mutating func enrolKey() throws {
        guard let person = try choosePerson(Text("给谁登记？", "Whose key?")),
            let first = try choosePerson(Text("见证人之一？", "The first witness?")),
            let second = try choosePerson(Text("见证人之二？", "The second witness?"))
        else { return }
        let path = try ask(
            Text(
                "见证人没有钥匙的，签名纸件的扫描件（文件；都有钥匙的直接回车）：",
                "Witnesses without keys: the scan they signed (a file; Enter where both have keys):"
            ))
        if !path.isEmpty, Digest.hexOfFile(path) == nil { return tell(App.unreadable) }
        let wanted = KeyEnrolment(
            person: person, witnesses: [first, second],
            paper: path.isEmpty
                ? nil : Document(scanAt: path, sha256: Digest.hexOfFile(path)))
        let came = service.do(.drawKey(wanted), booth: nil)
        guard case .key(let key, let code, let salt) = came else { return answer(came) }
        defer { code.wipe() }
        say(
            "\(snapshot.names(person)) 的签署码（只有这一次，请本人抄下，不要让别人看见）：",
            "The signing code of \(snapshot.names(person)) (this once; its owner writes it down, out of others' sight):"
        )
        LineInput.write(code)
        guard
            let typed = try readCode(
                Text("抄好后请再输入一遍（不显示）：", "Written down? Type it once more (not shown):"))
        else { return }
        defer { typed.wipe() }
        LineInput.clear()
        guard typed.bytes.elementsEqual(code.bytes) else {
            return say("和显示的不一样，没有登记。", "That isn't the code shown; nothing was enrolled.")
        }
        switch service.enrolKey(key, code, salt) {
        case .sign(let tasks): try sign(tasks)
        case .enrolled(let fault?): tell(Text("不行：", "Refused: ") + fault)
        default: say("已登记。", "Enrolled.")
        }
    }

    private func choosePerson(_ title: Text) throws -> PersonID? {
        let people = snapshot.personnel.peopleByRank
        return try choose(title, people.map { Text(same: snapshot.names($0.id)) })
            .map { people[$0].id }
    }

    func personSheet() throws {
        guard let person = try choosePerson(Text("谁？", "Who?")) else { return }
        answer(service.do(.sheet(person), booth: nil))
    }

    mutating func appointments() throws {
        let files = snapshot.appointmentFiles
        guard !files.isEmpty else { return say("还没有任职。", "No appointments yet.") }
        let app = app
        guard
            let n = try choose(
                Text("哪一项任职？", "Which appointment?"),
                files.map {
                    let post = $0.appointment.post
                    let name = snapshot.names($0.appointment.candidate)
                    return Text("\(name) \(post)：", "\(name) \(post): ") + $0.stage.text
                        + Text(" ", " ") + app.due($0)
                })
        else { return }
        let id = files[n].appointment.id
        let what = try choose(
            Text("做什么？", "What?"), [Text("看全过程", "hear the whole course"), Text("办理…", "record…")])
        if what == 0 { answer(service.do(.dossier(id), booth: nil)) }
        if what == 1 { try perform(snapshot.acts(on: id)) }
    }

    /// What meetings gave somebody to do, and a report on one of them. D1.
    mutating func tasks() throws {
        let tasks = snapshot.tasks
        guard !tasks.isEmpty else { return say("还没有交办事项。", "No tasks yet.") }
        guard
            let n = try choose(
                Text("哪一项交办？", "Which task?"),
                tasks.map { task in
                    Text(
                        "\(task.due) \(snapshot.names(task.by)) \(task.what)：",
                        "\(task.due) \(snapshot.names(task.by)) \(task.what): ")
                        + snapshot.standing(of: task)
                })
        else { return }
        try perform([snapshot.report(on: tasks[n])])
    }

    private mutating func perform(_ acts: [OfferedPersonnelAct]) throws {
        let can = acts.filter { $0.isPossible || $0.isWorthTrying }
        let cannot = acts.filter { !$0.isPossible && !$0.isWorthTrying }
        let options =
            can.map(\.title) + (cannot.isEmpty ? [] : [Text("为什么别的不行？", "why not the others?")])
        guard let n = try choose(Text("办理什么？", "Record what?"), options) else { return }
        if n == can.count {
            for act in cannot {
                if let refusal = act.refusal {
                    tell(act.title + Text("：", ": ") + snapshot.explain(refusal))
                }
            }
            return
        }
        let act = can[n]
        let form = act.form(in: snapshot)
        let command = form.command(try filled(form.fields), hashOfFile: Digest.hexOfFile)
        if let refusal = snapshot.refusal(of: command) {
            return tell(Text("不行：", "Refused: ") + snapshot.explain(refusal))
        }
        guard try ask(Text("确定请输入 1：", "To do it, type 1:")) == "1" else {
            return say("没有做。", "Nothing was done.")
        }
        let came = service.do(.people(command), booth: nil)
        if case .sign(let tasks) = came { try sign(tasks) } else { answer(came) }
    }
}
