// SPDX-License-Identifier: GPL-3.0-or-later
import Basics
import Meeting
import Personnel

extension Recommendation {
    /// What its signers should know before they sign; nil where there is nothing. L8.
    public func remark(in personnel: PersonnelState) -> Text? {
        let chiefs = recommenders.map(\.person).filter { personnel.people[$0]?.chief != nil }
        guard !chiefs.isEmpty else { return nil }
        let who = Names(MeetingState(), personnel)(chiefs)
        return Text(
            "请注意：\(who.zh) 是主要负责人，实名推荐等于先表态（L8）：规程没有特别允许的，议题不能用这份推荐",
            "Please note: \(who.en) \(chiefs.count > 1 ? "are chiefs" : "is a chief"), and a signed recommendation is an early view (L8): unless the profile allows it, no matter may rest on this one"
        )
    }
}

extension KeyProof {
    /// How a key was witnessed.
    public var text: Text {
        switch self {
        case .byKeys: Text("见证人用钥匙签署", "witnessed by keys")
        case .onPaper: Text("见证人在纸上签名", "witnessed on paper")
        case .byName: Text("只写了见证人姓名", "witnesses named only")
        }
    }
}
