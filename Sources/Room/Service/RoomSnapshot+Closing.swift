// SPDX-License-Identifier: GPL-3.0-or-later
import Basics
import Wording

extension RoomSnapshot {
    /// The moment at which the fingerprint has to get onto paper; nil while the meeting runs.
    var closingPage: Page? {
        guard let mark = fingerprint, let meeting else { return nil }
        return Page(
            Text("闭会：请当场抄下指纹", "Closed: write the fingerprint down now"),
            Text("闭会指纹 ", "closing fingerprint "), mark,
            Text(
                "请抄在会议记录末尾，由在场成员签名。以后有人改写、截断或整本换掉登记簿，只有纸上的指纹能识破。",
                "Write it at the end of the minutes, and have those present sign it. If the register is rewritten, cut or exchanged later, only the paper tells."
            ), follow: .openMinutes(meeting),
            words: Text("看、导出、审定封存会议记录", "read, export, approve and seal the minutes"))
    }
}
