// SPDX-License-Identifier: GPL-3.0-or-later
import Basics

/// A named body's finding about a named person. A3; liability 2019, chapter on liability.
public struct Finding: Hashable, Codable, Sendable {
    public enum Kind: String, Codable, Hashable, Sendable, CaseIterable {
        /// 失察, 失误, 隐瞒事实, 提供虚假材料, 失职, 无责任
        case failureOfScrutiny, misjudgement, concealedFacts, falseMaterial, dereliction, none
    }
    public enum Grade: String, Codable, Hashable, Sendable, CaseIterable {
        /// 无责任, 提醒, 批评教育, 书面检查, 诫勉, 组织处理, 处分
        case noLiability, reminder, criticism, writtenInspection, admonition
        case organisationalHandling, discipline
    }

    /// An id new to the register.
    public var id: FindingID
    /// An appointment under review. A2.
    public var appointment: AppointmentID
    /// Somebody who stood in a capacity on the day of the decision, or another who is directly responsible. A2, A5.
    public var person: PersonID
    /// As it was found; what a correction made of it is in `FindingFile`.
    public var kind: Kind
    /// `noLiability` with the kind `none`, and only with it.
    public var grade: Grade
    /// Never blank.
    public var reasons: String
    /// The paper that it rests on.
    public var basis: Document
    /// Who found it: a body by its name, never blank.
    public var body: String
    /// Not before the first adverse outcome, nor after the day it is recorded.
    public var on: Day
    /// In which capacity it is made; nil in records of 0.2. A2.
    public var capacity: Capacity?
    /// How somebody in no capacity has a part in it; never nil where the capacity is `other`, else nil.
    public var part: String?
    /// Which responsibility was found; nil where none was, or the decision names none. A3.
    public var responsibility: Responsibility?
    /// Others about whom the same decision finds (共同查处); each has a finding of their own.
    public var jointly: [PersonID]?

    public init(
        id: FindingID, appointment: AppointmentID, person: PersonID, kind: Kind, grade: Grade,
        reasons: String, basis: Document, body: String, on: Day, capacity: Capacity? = nil,
        part: String? = nil, responsibility: Responsibility? = nil, jointly: [PersonID]? = nil
    ) {
        self.id = id
        self.appointment = appointment
        self.person = person
        self.kind = kind
        self.grade = grade
        self.reasons = reasons
        self.basis = basis
        self.body = body
        self.on = on
        self.capacity = capacity
        self.part = part
        self.responsibility = responsibility
        self.jointly = jointly
    }
}

extension Finding: RecordedPersonnelAct {
    var command: PersonnelCommand { .find(self) }
    var event: PersonnelEvent { .found(self) }
    var reviewOf: AppointmentID? { appointment }
    var aboutFinding: FindingID? { id }

    func check(in state: PersonnelState, on today: Day, latest: Day?) throws(PersonnelRefusal) {
        try state.requirePast(on, today)
        try state.checkFinding(self)
        let adverse = state.appointments[appointment]?.outcomes.filter(\.kind.isAdverse)
        try state.requireOrder(on, after: adverse?.map(\.on).min())
    }

    func apply(to state: inout PersonnelState) {
        state.findings[id] = FindingFile(finding: self, kind: kind, grade: grade)
    }
}
