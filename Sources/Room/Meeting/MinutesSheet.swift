// SPDX-License-Identifier: GPL-3.0-or-later
import Basics
import Meeting
import Personnel
import Terminal
import Wording

/// A meeting's minutes as the screens handle them: to be read, exported, approved and sealed.
public struct MinutesSheet: Hashable, Sendable {
    public var meeting: MeetingID
    /// In both languages.
    public var lines: [Language: [String]]
    /// Draft, sealed, or overtaken.
    public var standing: [Language: String]
    /// Titles of the matters, for excerpts.
    public var matters: [String]
    /// Who approves.
    public var presiding: PersonID
    /// Those under whose names they stand: with a key, and without.
    public var withKey: [PersonID]
    public var withoutKey: [PersonID]
    public var isOver: Bool

    var page: Page {
        func text(_ i: Int) -> Text {
            func at(_ l: Language) -> String {
                lines[l].flatMap { i < $0.count ? $0[i] : nil } ?? ""
            }
            return Text("\(at(.zh))", "\(at(.en))")
        }
        let count = lines.values.map(\.count).max() ?? 0
        return Page(
            Text("会议记录", "Minutes"),
            [Text("\(standing[.zh] ?? "")", "\(standing[.en] ?? "")"), Text("", "")]
                + (0..<count).map(text))
    }
}

/// What can be done about minutes.
enum MinutesCommand: Hashable {
    case open(MeetingID?)
    case read(MinutesSheet)
    case export(MinutesSheet)
    case seal(MinutesSheet)
}

extension App {
    mutating func perform(_ command: MinutesCommand) -> [Effect] {
        switch command {
        case .open(let id?): return [.openMinutes(id)]
        case .open(nil):
            return selectedMeeting.map { [.openMinutes($0)] } ?? []
        // What can be done with them is still there after the reading.
        case .read(let sheet): overlays += [.menu(menu(sheet)), .page(sheet.page)]
        case .export(let sheet):
            overlays.append(
                .form(
                    Form(
                        .minutesExport(sheet), exportQuestions(sheet).fields,
                        Text(
                            "导出会议记录（.html 可在 A4 上打印，.md，.txt）",
                            "Export the minutes (.html prints on A4, .md, .txt)"))))
        case .seal(let sheet): askToSeal(sheet)
        }
        return []
    }

    /// Reading first, then what follows from it.
    func menu(_ sheet: MinutesSheet) -> Menu {
        Menu(
            title: Text("会议记录", "Minutes"),
            items: [
                Menu.Item(
                    title: Text("看会议记录", "read them"),
                    detail: Text("\(sheet.standing[.zh] ?? "")", "\(sheet.standing[.en] ?? "")"),
                    command: .minutes(.read(sheet))),
                Menu.Item(
                    title: Text("导出…", "export…"),
                    detail: Text(
                        "网页（A4 打印）、Markdown、文字；全部或一个议题的摘录",
                        "a page for A4, Markdown or text; the whole, or one matter's excerpt"),
                    command: .minutes(.export(sheet))),
                Menu.Item(
                    title: Text("审定、签名、封存…", "approve, sign and seal…"),
                    detail: sheet.isOver
                        ? Text(
                            "审定人：主持人 \(snapshot.names(sheet.presiding))",
                            "approved by who presided: \(snapshot.names(sheet.presiding))")
                        : Text("闭会以后才能封存", "only when the meeting is over"),
                    isPossible: sheet.isOver, command: .minutes(.seal(sheet))),
            ])
    }

    private mutating func askToSeal(_ sheet: MinutesSheet) {
        guard sheet.isOver else {
            message = Message(
                .refused,
                snapshot.explain(PersonnelRefusal.minutesTooEarly(sheet.meeting)))
            return
        }
        overlays.append(
            .form(
                Form(
                    .minutesSeal(sheet), sealQuestions(sheet).fields,
                    sheet.withKey.isEmpty
                        ? Text(
                            "审定封存：没有人登记签名钥匙，先导出打印、签名、扫描",
                            "Seal: nobody has a key, so export, print, sign and scan first")
                        : Text("审定、封存会议记录", "Approve and seal the minutes"))))
    }

    /// Minutes as a file, whole or one matter's excerpt.
    private struct MinutesExport {
        var path = ""
        /// The matter's place on the agenda, from 0; nil: the whole.
        var matter: Int?
    }

    private func exportQuestions(_ sheet: MinutesSheet) -> Questions<MinutesExport> {
        [
            .path(
                \.path, Text("文件", "File"),
                setting("会议记录", "minutes") + "-\(sheet.meeting).html"),
            .choice(
                \.matter, Text("内容", "Content"), none: Text("全部", "the whole"),
                of: Array(sheet.matters.indices)
            ) {
                let title = sheet.matters[$0]
                return Text("决定摘录：\($0 + 1) \(title)", "excerpt: \($0 + 1) \(title)")
            },
        ]
    }

    /// Who signs the minutes here, and the print that others have signed.
    private struct MinutesSigning {
        var signers: [PersonID] = []
        var scan = ""
    }

    private func sealQuestions(_ sheet: MinutesSheet) -> Questions<MinutesSigning> {
        let who: Questions<MinutesSigning> =
            sheet.withKey.isEmpty
            ? []
            : [
                .picks(
                    \.signers, Text("当场用钥匙签名", "Sign here, with their keys"),
                    of: sheet.withKey, least: 0, picked: sheet.withKey
                ) { Text(same: snapshot.names($0)) }
            ]
        return who + [
            .file(
                \.scan, Text("签过名的打印件扫描", "Scan of the signed print"),
                optional: sheet.withKey.contains(sheet.presiding))
        ]
    }

    /// The forms of this file, filled in; nil: another's.
    mutating func confirmedMinutes(_ form: Form) -> [Effect]? {
        switch form.purpose {
        case .minutesExport(let sheet):
            let export = exportQuestions(sheet).value(
                from: form.fields, changing: MinutesExport())
            return [
                .exportMinutes(
                    sheet.meeting, path: export.path, matter: export.matter, setting.language)
            ]
        case .minutesSeal(let sheet):
            let questions = sealQuestions(sheet)
            let signing = questions.value(from: form.fields, changing: MinutesSigning())
            if let i = unreadableFile(form) {
                complain(form, Self.unreadable, at: i)
            } else if signing.scan.isEmpty, !signing.signers.contains(sheet.presiding) {
                complain(
                    form,
                    Text(
                        "主持人没有签名，不算审定：由其用钥匙签，或给出有其签名的扫描件",
                        "Who presided hasn't signed, so nothing is approved: they sign with their key, or name the scan with their signature"
                    ),
                    at: questions.index(of: \.scan))
            } else {
                overlays.append(.confirm(sealing(sheet, signing.signers, signing.scan)))
            }
            return []
        default: return nil
        }
    }

    private func sealing(_ sheet: MinutesSheet, _ signers: [PersonID], _ scan: String) -> Confirm {
        var lines = [
            Text(
                "审定人：\(snapshot.names(sheet.presiding))（主持人）",
                "Approved by \(snapshot.names(sheet.presiding)), who presided"),
            Text(
                "封存的是\(setting.language == .zh ? "中文" : "英文")文本；以后登记簿若与它不同，核验会指出第几行。",
                "The \(setting.language == .zh ? "Chinese" : "English") text is sealed; where the record and it part later, verification names the line."
            ),
        ]
        if !signers.isEmpty {
            lines.append(
                Text("签名：", "Signed here by: ") + snapshot.names(signers))
        }
        if !scan.isEmpty {
            lines.append(Text("扫描件：\(scan)", "Scan: \(scan)"))
        }
        let effect = Effect.prepareSeal(
            sheet.meeting, setting.language, signers: signers, scan: scan.isEmpty ? nil : scan)
        return Confirm(
            Text("审定、封存会议记录", "Approve and seal the minutes"), lines, .plain, effect, snapshot)
    }
}
