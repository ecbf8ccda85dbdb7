/// What goes on a ballot paper, as far as casting and counting are concerned. This module knows no
/// meeting: a question is a name and a number of choices.
public struct BallotPaper: Hashable, Sendable {
    public struct Question: Hashable, Sendable {
        public var id: String
        public var choices: Int
        public init(id: String, choices: Int) {
            self.id = id
            self.choices = choices
        }
    }

    public var questions: [Question]
    /// How many may vote.
    public var electorate: Int

    public init(questions: [Question], electorate: Int) {
        self.questions = questions
        self.electorate = electorate
    }
}

/// What was counted, question by question in the paper's order.
public struct BallotCount: Hashable, Sendable {
    public struct Figures: Hashable, Sendable {
        public var question: String
        public var valid: Int
        public var invalid: Int
        public var choices: [Int]
        public init(question: String, valid: Int, invalid: Int, choices: [Int]) {
            self.question = question
            self.valid = valid
            self.invalid = invalid
            self.choices = choices
        }
    }

    public var issued: Int
    public var returned: Int
    public var figures: [Figures]

    public init(issued: Int, returned: Int, figures: [Figures]) {
        self.issued = issued
        self.returned = returned
        self.figures = figures
    }
}

/// A way of holding a ballot. The meeting's rules decide when one opens and what its count means;
/// a source only takes votes and says the figures.
public protocol BallotSource: Sendable {
    /// Gets ready for one ballot.
    mutating func open(_ paper: BallotPaper) throws(BallotSourceError)

    /// The figures to sign: what the tellers counted, or what the source did. A source that counts
    /// by itself refuses figures that differ from its own.
    mutating func count(entered: BallotCount) throws(BallotSourceError) -> BallotCount

    /// Ends the ballot, counted or void, and forgets it.
    mutating func discard()
}

public enum BallotSourceError: Error, Hashable, Sendable {
    /// This program can't hold a ballot that way.
    case unavailable
    case notOpen
    /// The tellers' figures aren't what was counted.
    case differs
}

/// Papers in a box on the table: two tellers count them, and their figures are the count. Nothing
/// proves it but their signatures, and verification says so.
public struct PaperBallots: BallotSource {
    private var paper: BallotPaper?

    public init() {}

    public mutating func open(_ paper: BallotPaper) throws(BallotSourceError) {
        self.paper = paper
    }

    public mutating func count(entered: BallotCount) throws(BallotSourceError) -> BallotCount {
        guard paper != nil else { throw .notOpen }
        return entered
    }

    public mutating func discard() { paper = nil }
}
