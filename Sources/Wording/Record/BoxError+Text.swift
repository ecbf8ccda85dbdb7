import BallotBox
// SPDX-License-Identifier: GPL-3.0-or-later
import Basics

/// For a box as for a PIN.
private let memoryNotLocked = Text(
    "系统不允许锁定足够内存，秘密可能写入交换区 · 请调高 ulimit -l 后重试，或用纸质票",
    "the system won't let enough memory be locked; secrets might reach the swap · raise ulimit -l, or vote on paper"
)

extension BoxError {
    public var text: Text {
        switch self {
        case .sealed:
            Text(
                "票箱打不开：不是最新的票箱，或被改动过 · 请作废后重新投票",
                "the box can't be opened: it isn't the latest one, or was changed · void the ballot and vote again"
            )
        case .hasVoted:
            Text("此人已投票，每人一票 · 请下一位", "this voter has voted, once is all · next, please")
        case .notEntitled: Text("此人没有表决权 · 请下一位", "this person has no vote · next, please")
        case .wrongChoices:
            Text(
                "选择须每题一个，且在票面之内；未投出 · 请重新填写",
                "one choice a question, of those on the paper; nothing was cast · choose again")
        case .noLockedMemory:
            memoryNotLocked
        case .archive(let fault): Text("票档没有写成：", "the archive wasn't made: ") + fault.text
        }
    }
}

extension PinError {
    public var text: Text {
        switch self {
        case .notSixDigits: Text("密码须为六位数字 · 请重设", "a PIN is six digits · choose again")
        case .weak:
            Text(
                "密码太容易猜（全同、连号、重复或像生日）· 请另选",
                "a PIN everybody would try first (all alike, a run, a pattern, a birthday) · choose another"
            )
        case .none:
            Text(
                "还没有设监票人密码 · 请本人先设密码（setPin）",
                "this teller has no PIN yet · let them set one first (setPin)")
        case .isSet:
            Text(
                "密码已经设过 · 忘记时：未开票箱则另行指定监票人，或重新启动程序",
                "the PIN is set already · when forgotten: appoint other tellers, or start the program again, with no box open"
            )
        case .wrong(let wait), .tooEarly(let wait):
            wait == 0
                ? Text("密码不对 · 请重试", "not this PIN · try again")
                : Text(
                    "密码不对或尚在等待 · \(wait) 秒后再试",
                    "not this PIN, or too early · try again in \(wait) s")
        case .exhausted:
            Text(
                "错误次数过多，此密码作废 · 请作废本次票决，另行指定监票人",
                "too many wrong tries, this PIN is dead · void the ballot and appoint other tellers"
            )
        case .noMemory:
            Text(
                "内存不足（需 256 MB）· 请关闭其他程序后重试",
                "not enough memory (256 MB needed) · close other programs and try again")
        case .notLocked: memoryNotLocked
        }
    }
}
