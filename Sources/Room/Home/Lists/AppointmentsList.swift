// SPDX-License-Identifier: GPL-3.0-or-later
import Basics
import Personnel
import Terminal
import Wording

/// Appointments that meetings passed, the latest first.
struct AppointmentsList: HomeList {
    let name = Text("任职", "Appointments")
    let key: Character = "o"
    let openWords = Text("全过程", "the whole course")

    func emptyWords(_ app: App) -> Text {
        Text(
            "还没有任职。会议通过任命、闭会以后出现在这里。",
            "No appointments yet: they appear when a meeting that passed one is closed.")
    }

    func count(_ app: App) -> Int { app.snapshot.personnel.appointments.count }

    func bindings(_ app: App) -> [Binding] {
        [
            Binding(
                [.character("x")], nil, Text("办理…", "record…"),
                more: Text(
                    "公示、到任、试用、结果、认定、申诉、影响期",
                    "notice, office, probation, outcome, finding, appeal, consequence"),
                .personnelMenu),
            Binding(
                [.character("i")], nil, Text("导入结果", "import outcomes"),
                more: Text("CSV，先预览", "CSV, shown first"), .ask(.outcomes)), PeopleList.sheet,
        ]
    }

    func table(_ app: App) -> HomeTable {
        HomeTable(
            heads: [
                Text("姓名", "Name"), Text("职务", "Post"), Text("决定", "Decided"),
                Text("阶段", "Stage"), Text("到期", "Due"), Text("最近结果", "Latest outcome"),
            ],
            rows: app.snapshot.appointmentFiles.map { file in
                [
                    app.snapshot.names(file.appointment.candidate), file.appointment.post,
                    "\(file.appointment.decidedOn)", app.setting(file.stage.text),
                    app.setting(app.due(file)),
                    file.outcomes.last.map { app.setting($0.kind.text) } ?? "",
                ]
            }, least: [8, 12, 10, 9, 20, 12], growing: [1, 3, 5])
    }

    func open(_ line: Int, _ app: inout App) -> [Effect] {
        appointment(at: line, app).map { [.dossier($0)] } ?? []
    }

    func personnelActs(on line: Int, _ app: App) -> (acts: [OfferedPersonnelAct], title: Text)? {
        appointment(at: line, app).map { id in
            (app.snapshot.acts(on: id), Text("任职 \(id)", "appointment \(id)"))
        }
    }

    func person(at line: Int, _ app: App) -> PersonID? {
        appointment(at: line, app).flatMap {
            app.snapshot.personnel.appointments[$0]?.appointment.candidate
        }
    }

    func appointment(at line: Int, _ app: App) -> AppointmentID? {
        let all = app.snapshot.appointmentFiles
        return all.indices.contains(line) ? all[line].appointment.id : nil
    }
}

extension App {
    /// What comes next in an appointment's life, and when.
    func due(_ file: AppointmentFile) -> Text {
        if !file.openObjections.isEmpty { return Text("有异议待处理", "objections to settle") }
        switch file.stage {
        case .decided: return Text("待公示", "notice to begin")
        case .notice:
            guard let end = file.notice?.through else { return Text("", "") }
            return end < snapshot.now.day
                ? Text("公示期满，待到任", "notice over") : Text("公示至 \(end)", "notice to \(end)")
        case .probation:
            guard let end = file.probationThrough else { return Text("", "") }
            return end < snapshot.now.day
                ? Text("试用期满 \(end)", "ended \(end)") : Text("试用至 \(end)", "to \(end)")
        case .confirmed, .ended, .returned:
            return file.isUnderReview ? Text("倒查", "review") : Text("", "")
        }
    }
}
