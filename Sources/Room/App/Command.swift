// SPDX-License-Identifier: GPL-3.0-or-later
import BallotBox
import Basics
import Export
import Ledger
import Meeting
import Personnel
import Terminal
import Wording

/// What a key means on the screen in front of it.
indirect enum Command: Hashable {
    case suggested, help, menu, back, quit
    case up, down, pageUp, pageDown, top, bottom
    case panel(App.Panel)
    /// A list of the home screen, by its place.
    case tab(Int)
    case view(Stance)
    case viewWithWords, question, correct, memberMenu, matterMenu, allActs
    case act(OfferedAct)
    /// One act that several persons could do: whose it is comes next.
    case acts([OfferedAct], Text)
    /// Who the persons of a matter are, and what was checked.
    case matterSheet(MatterID)
    case big, blank, language, theme
    case openSelected
    case openMeeting(MeetingID)
    case ask(Form.Purpose)
    case rehearse, vote, count
    case run(Effect)
    case newMeeting, editPlan, removeMatter, newPerson, dropPlan, ascii
    case moveMatter(Int)
    case dropMatter(Int)
    /// What waits to come again: the list of it, and one that goes on the plan.
    case waitingMenu
    case takeUp(Int)
    /// Nothing: the answer that leaves everything as it is.
    case stay
    /// The panel or list beside this one.
    case next(Int)
    case newRecommendation, enrolKey, revokeKey, personSheet, personnelMenu, filterList, sortList
    case personnelAct(OfferedPersonnelAct)
    case player(PlayerCommand)
    case minutes(MinutesCommand)
    case replay
    /// Into the field of names.
    case takeName(PersonID)
}

/// What a screen asks of the outside; the service does it and answers with a new snapshot.
public enum Effect: Hashable, Sendable {
    case perform(MeetingCommand)
    case open(MeetingID?)
    /// Reads a file and shows what it comes to; `apply` takes it in.
    case take(Form.Purpose, path: String, apply: Bool)
    case create(path: String, organisation: String)
    case openRegister(path: String)
    /// The whole register, against what the paper shows if that is given.
    case verify(paper: String)
    case rehearse
    case exportList(
        path: String, scope: LedgerScope, by: String, language: Language, filter: LedgerFilter,
        order: LedgerTable.Order)
    case setPlan(PlanEditor)
    case savePerson(Person)
    /// Something about people, keys or appointments.
    case people(PersonnelCommand)
    case dossier(AppointmentID)
    case sheet(PersonID)
    case prepareSigning([Recommendation])
    case sign(SigningTask.Subject, PersonID)
    /// Everybody signed.
    case record(SigningTask.Subject, [Signature])
    case drawKey(KeyEnrolment)
    case enrolKey(KeyEnrolment)
    case openReplay(MeetingID)
    /// Proves the record as far as this place.
    case prove(Int)
    case exportReplay(path: String, Setting)
    case openMinutes(MeetingID)
    /// - matter: its place on the agenda, for an excerpt.
    case exportMinutes(MeetingID, path: String, matter: Int?, Language)
    case prepareSeal(MeetingID, Language, signers: [PersonID], scan: String?)
    case paper(PersonID)
    case cast(PersonID)
    case setPin(PersonID)
    case tryPin(PersonID)
    case count(reason: String?)
    case save(Setting)
    case quit
}
