// SPDX-License-Identifier: GPL-3.0-or-later
import Basics
import Personnel
import Wording

/// One question of a form: the field that is filled in, and the place in a value that the answer goes to.
struct Question<Value> {
    /// SHA-256 of a file in hex; nil when it can't be read.
    typealias HashOfFile = (_ path: String) -> String?

    /// The place, by which a condition or a complaint names the question.
    let place: PartialKeyPath<Value>
    fileprivate(set) var field: Field
    /// What the options of a choice stand for, in their order.
    fileprivate var options: [AnyHashable] = []
    /// What is wrong with an answer, beyond what its field can tell; the label goes before it.
    fileprivate var complaint: ((Field) -> Text?)?
    fileprivate var condition: (place: PartialKeyPath<Value>, answers: Set<AnyHashable>)?
    fileprivate let store: (Field, inout Value, HashOfFile) -> Void

    /// - Parameter answer: what stands at the place once the field is filled in, from the field and what stood there.
    init<Answer>(
        _ place: WritableKeyPath<Value, Answer>, _ field: Field, options: [AnyHashable] = [],
        answer: @escaping (_ filled: Field, _ before: Answer) -> Answer
    ) {
        self.place = place
        self.field = field
        self.options = options
        store = { filled, value, _ in
            value[keyPath: place] = answer(filled, value[keyPath: place])
        }
    }

    /// - Parameter answer: what stands at the place, from the path of the file and its hash; nil: no file is named.
    init<Answer>(
        _ place: WritableKeyPath<Value, Answer?>, file field: Field,
        answer: @escaping (_ path: String, _ sha256: String?) -> Answer?
    ) {
        self.place = place
        self.field = field
        store = { filled, value, hashOfFile in
            let path = filled.text
            value[keyPath: place] = path.isEmpty ? nil : answer(path, hashOfFile(path))
        }
    }

    /// Asked only while the choice that goes to this place is one of these.
    func when<Choice: Hashable>(_ place: KeyPath<Value, Choice>, is answers: [Choice]) -> Question {
        var one = self
        one.condition = (place, Set(answers.map { AnyHashable($0) }))
        return one
    }

    /// With a further check of the answer: gives what is wrong, to stand behind the label; nil when nothing is.
    func checked(_ complaint: @escaping (Field) -> Text?) -> Question {
        var one = self
        one.complaint = complaint
        return one
    }
}

/// What a form asks, in order: one list from which come its fields, the checks, and the value that the answers make.
///
///     let questions: Questions<Recusal> = [
///         .choice(\.ground, Text("事由", "Ground"), of: Recusal.Ground.allCases, named: \.text),
///         .words(\.reason, Text("原因", "Reason")),
///     ]
///     let form = questions.fields
///     // … somebody fills it in …
///     let recusal = questions.value(from: form, changing: example)
struct Questions<Value>: ExpressibleByArrayLiteral {
    private var all: [Question<Value>]

    init(arrayLiteral elements: Question<Value>...) { all = elements }

    static func + (before: Questions, after: Questions) -> Questions {
        var both = before
        both.all += after.all
        return both
    }

    mutating func append(_ question: Question<Value>) { all.append(question) }

    /// The fields to fill in. A condition names its question by position here, and only here.
    var fields: [Field] {
        all.map { question in
            var field = question.field
            if let condition = question.condition, let asked = index(of: condition.place) {
                let options = all[asked].options
                field.condition = Field.Condition(
                    field: asked,
                    picks: Set(options.indices.filter { condition.answers.contains(options[$0]) }))
            }
            return field
        }
    }

    /// The position of the question whose answer goes to a place; nil when it isn't asked in this form.
    func index(of place: PartialKeyPath<Value>) -> Int? { all.firstIndex { $0.place == place } }

    /// The value with what was filled in.
    ///
    /// What wasn't asked, as the other answers stand, counts as left empty.
    func value(
        from fields: [Field], changing value: Value,
        hashOfFile: Question<Value>.HashOfFile = { _ in nil }
    ) -> Value {
        var value = value
        for (index, question) in all.enumerated() where fields.indices.contains(index) {
            let answer = fields.isShown(index) ? fields[index] : fields[index].emptied
            question.store(answer, &value, hashOfFile)
        }
        return value
    }

    /// The first answer that a check of its own refuses.
    func fault(in fields: [Field]) -> FieldFault? {
        for (index, question) in all.enumerated() where fields.isShown(index) {
            if let complaint = question.complaint?(fields[index]) {
                return FieldFault(index: index, text: fields[index].label + complaint)
            }
        }
        return nil
    }

    /// A complaint about the answer that goes to a place, with the label before it.
    func fault(at place: PartialKeyPath<Value>, _ complaint: Text) -> FieldFault {
        guard let index = index(of: place) else { return FieldFault(index: nil, text: complaint) }
        return FieldFault(index: index, text: all[index].field.label + complaint)
    }
}

/// What is wrong with a form, and the field where it is.
struct FieldFault: Error, Hashable {
    /// The field's position; nil: the whole form.
    var index: Int?
    var text: Text
}

extension Field {
    /// As if nothing had been filled in.
    fileprivate var emptied: Field {
        var empty = self
        empty.text = ""
        empty.pick = -1
        empty.picks = []
        return empty
    }
}
