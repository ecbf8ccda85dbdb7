import BallotBox

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
        case .notEntitled: Text("此人没有票 · 请下一位", "this person has no vote · next, please")
        case .wrongChoices:
            Text(
                "选择须每题一个，且在票面之内；未投出 · 请重新填写",
                "one choice a question, of those on the paper; nothing was cast · choose again")
        case .archive(let fault): Text("票档没有写成：", "the archive wasn't made: ") + fault.text
        }
    }
}
