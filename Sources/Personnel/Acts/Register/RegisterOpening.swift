// SPDX-License-Identifier: GPL-3.0-or-later
import Basics

/// The first event of a register.
public struct RegisterOpening: Hashable, Codable, Sendable {
    /// Whose register it is; never blank.
    public var organisation: String
    /// The wall clock's offset, minutes east of Greenwich.
    public var offsetMinutes: Int
    /// `zh` or `en`: the language of documents.
    public var language: String
    /// The form of the record: 2, or nil in a register that 0.2 made. In form 2 nothing is taken that only 0.2
    /// wrote: a box's figures in its closing, an archive that doesn't name its register, a key nobody vouched for.
    public var form: Int?

    /// The form of the registers that this program makes.
    public static let currentForm = 2

    public init(
        organisation: String, offsetMinutes: Int, language: String, form: Int? = currentForm
    ) {
        self.organisation = organisation
        self.offsetMinutes = offsetMinutes
        self.language = language
        self.form = form
    }

    /// - Throws: `DecodingError` for an offset that no clock shows (every later time is shown by it), and for a form
    ///   that this program doesn't know.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        organisation = try container.decode(String.self, forKey: .organisation)
        language = try container.decode(String.self, forKey: .language)
        offsetMinutes = try container.decode(Int.self, forKey: .offsetMinutes)
        form = try container.decodeIfPresent(Int.self, forKey: .form)
        guard form == nil || form == Self.currentForm else {
            throw DecodingError.dataCorruptedError(
                forKey: .form, in: container,
                debugDescription: "a form of record that this program doesn't know")
        }
        guard Timestamp.offsets.contains(offsetMinutes) else {
            throw DecodingError.dataCorruptedError(
                forKey: .offsetMinutes, in: container,
                debugDescription: "no clock is that far off Greenwich")
        }
    }
}

extension RegisterOpening: RecordedPersonnelAct {
    var command: PersonnelCommand { .open(self) }
    var event: PersonnelEvent { .opened(self) }

    func check(in state: PersonnelState, on today: Day, latest: Day?) throws(PersonnelRefusal) {
        guard state.opening == nil else { throw .registerAlreadyOpened }
        try state.require(organisation, .organisation)
        guard Timestamp.offsets.contains(offsetMinutes) else {
            throw .impossibleOffset(offsetMinutes)
        }
    }

    func apply(to state: inout PersonnelState) {
        state.opening = self
    }
}
