// SPDX-License-Identifier: GPL-3.0-or-later
import BallotBox
import Basics
import Conduct
import Personnel
import Terminal
import Wording

// What somebody sees who reads and signs, or takes over a key.

extension App {
    func draw(_ signing: SigningBooth, _ c: inout Canvas) {
        switch signing.step {
        case .reading: drawStatement(signing, &c)
        case .showing: drawNewCode(signing, &c)
        case .code, .checking: drawCode(signing, &c)
        }
        if let note = signing.note { c.centre(c.rows - 3, setting(note), .warning) }
        // Whoever types or reads a code knows who else may.
        if let exposure = snapshot.exposure, signing.isSecret {
            for (i, line) in Width.wrap(setting(exposure.line), max(8, c.columns - 4)).enumerated()
            {
                c.centre(2 + i, line, .warning)
            }
        }
    }

    /// What is to be signed, as it is shown.
    func statementLines(_ signing: SigningBooth) -> [String] {
        (signing.current?.text ?? "").split(separator: "\n", omittingEmptySubsequences: false)
            .flatMap { Width.wrap(Legibility.visible(String($0)), max(8, shownSize.columns - 4)) }
    }

    private func drawStatement(_ signing: SigningBooth, _ c: inout Canvas) {
        guard let task = signing.current, let person = signing.person else { return }
        let name = snapshot.names(person)
        let what =
            switch task.subject {
            case .recommendation: Text("推荐书", "the recommendation")
            case .minutes: Text("会议记录", "the minutes")
            case .act(let command): command.kind.text
            }
        c.title(
            setting(
                "请 \(name) 阅读\(what.zh)，签的就是这些字",
                "\(name): read \(what.en); just these words are signed"),
            "\(signing.signer + 1)/\(task.signers.count)")
        c.scroll(statementLines(signing), from: signing.top)
        c.put(
            c.rows - 2, 1,
            "\(c.symbols.next) \(setting("看过全文，同意签署的，按回车输入签署码", "Read it all and sign: Enter, then your code"))",
            .suggested)
        c.put(
            c.rows - 1, 1,
            setting(
                "↑↓ 翻看   回车 签署   Esc 不签，什么都不登记",
                "↑↓ scroll   Enter sign   Esc don't; nothing is recorded"),
            .key)
    }

    private func head(_ title: Text, _ person: PersonID, _ c: inout Canvas) -> Int {
        let middle = c.rows / 2
        c.centre(1, setting(title), .title)
        c.centre(middle - 5, Big.spaced(snapshot.names(person)), .strong)
        return middle
    }

    /// Groups of four digits; each a short text that lives for this drawing only.
    private func drawNewCode(_ signing: SigningBooth, _ c: inout Canvas) {
        guard case .enrol(let key, let code, _) = signing.work else { return }
        let middle = head(Text("新的签名钥匙", "A new signing key"), key.person, &c)
        c.centre(
            middle - 3,
            setting("请本人抄下签署码，不要让别人看见：", "Write your signing code down, out of others' sight:"))
        let groups = SigningCode.digits / 4
        let left = (c.columns - groups * 4 - (groups - 1) * 3) / 2
        for (i, byte) in code.bytes.enumerated() {
            c.put(
                middle, left + i + i / 4 * 3, String(UnicodeScalar(byte)), .strong)
        }
        c.centre(
            middle + 3,
            setting(
                "只显示这一次，不存在任何地方；丢了就注销重登。",
                "Shown this once and stored nowhere; lost, it is revoked and replaced."))
        c.centre(middle + 4, setting("见证：", "Witnesses: ") + setting(snapshot.names(key.witnesses)))
        c.frame.cursor = Spot(middle, left)
        c.centre(
            c.rows - 1, setting("抄好了按回车   Esc 不登记", "Enter when written down   Esc enrol nothing"),
            .dim)
    }

    private func drawCode(_ signing: SigningBooth, _ c: inout Canvas) {
        guard let person = signing.person else { return }
        let middle = head(Text("签署码", "Signing code"), person, &c)
        let ask =
            signing.step == .checking
            ? Text("请稍候", "One moment")
            : Text("请输入您的二十位签署码", "Type your signing code, twenty digits")
        c.centre(middle - 2, setting(ask))
        let signs = (0..<SigningCode.digits).map { i in
            (i > 0 && i % 4 == 0 ? "   " : "") + (i < signing.typedCount ? "*" : "_")
        }.joined()
        c.centre(middle, signs, .strong)
        let at = min(signing.typedCount, SigningCode.digits - 1)
        c.frame.cursor = Spot(middle, (c.columns - signs.count) / 2 + at + at / 4 * 3)
        c.centre(
            c.rows - 1,
            setting("二十位数字 回车   退格 改   Esc 返回", "twenty digits, Enter   Backspace   Esc back"),
            .dim)
    }
}
