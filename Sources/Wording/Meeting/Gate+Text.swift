// SPDX-License-Identifier: GPL-3.0-or-later
import Basics
import Meeting

extension Profile.Bilingual {
    /// As it stands in the profile.
    public var text: Text { Text("\(zh)", "\(en)") }
}

extension Gate {
    /// The figures that its paper gives, such as “应参加 60、得票 41”; nil where it gives none.
    public var figuresText: Text? {
        let all = (prerequisite.figures ?? []).compactMap { figure in
            record?.figures?[figure.id].map { figure.title.text + Text(" \($0)", " \($0)") }
        }
        return all.isEmpty ? nil : list(all)
    }
}
