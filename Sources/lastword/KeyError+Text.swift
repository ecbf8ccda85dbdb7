// SPDX-License-Identifier: GPL-3.0-or-later
import Basics
import Conduct
import Personnel
import Wording

extension KeyError {
    func text(_ names: Names) -> Text {
        switch self {
        case .wrongCode(let id):
            Text(
                "\(names(id))：签署码不对，没有记录 · 请重新输入；忘记的用 lastword key revoke 注销后重新登记",
                "\(names(id)): not this person's signing code, nothing was recorded · type it again; a lost one is revoked with lastword key revoke and enrolled anew"
            )
        case .notTwentyDigits:
            Text(
                "签署码是二十位数字，没有记录 · 请重新输入",
                "a signing code is twenty digits, nothing was recorded · type it again")
        case .noKey(let id):
            Text(
                "\(names(id)) 没有签名钥匙 · 先用 lastword key enrol 登记",
                "\(names(id)) has no key · enrol one with lastword key enrol")
        case .elsewhere(let id):
            Text(
                "\(names(id)) 的钥匙在本人的设备上 · 请在那里签署后经协议登记",
                "the key of \(names(id)) is on a device of their own · sign there, and lodge by the protocol"
            )
        case .noMemory:
            Text(
                "内存不足 256 MB，没有记录 · 关闭其他程序后重试",
                "256 MB of memory are lacking, nothing was recorded · close other programs and try again"
            )
        case .notLocked:
            Text(
                "系统不允许锁定内存，签署码可能写入交换区，没有记录 · 请调高 ulimit -l 后重试，或用纸件",
                "the system won't let memory be locked, a code might reach the swap, nothing was recorded · raise ulimit -l and try again, or use paper"
            )
        }
    }
}
