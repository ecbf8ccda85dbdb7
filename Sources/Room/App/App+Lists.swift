// SPDX-License-Identifier: GPL-3.0-or-later
import Basics
import Export
import Meeting
import Personnel
import Terminal
import Wording

/// The lists that a key moves in.
extension App {
    var listName: String {
        switch place {
        case .welcome: "welcome"
        case .plan: "plan"
        case .replay: "replay"
        case .home: "home\(tab)"
        case .meeting:
            switch panel {
            case .matter: "matter"
            case .agenda: "agenda"
            case .roll: "roll"
            }
        }
    }

    var listCount: Int {
        switch place {
        case .welcome: welcomeItems.count
        case .plan: planLines.count
        case .replay: 0
        case .home: homeList.count(self)
        case .meeting:
            switch panel {
            case .matter: snapshot.state.isPresent.count
            case .roll: snapshot.state.isPresent.count + snapshot.attendees.count
            case .agenda: snapshot.state.matters.count
            }
        }
    }

    var selected: Int { min(selection[listName] ?? 0, max(0, listCount - 1)) }

    /// About as many rows as a list shows; never more.
    var listPage: Int { max(10, shownSize.rows - 14) }

    /// What a page of text shows, but for one line that stays.
    var textPage: Int { max(1, Canvas.body(of: shownSize).count - 1) }

    mutating func move(_ by: Int) {
        selection[listName] = max(0, min(listCount - 1, selected + by))
    }

    mutating func clicked(_ spot: Spot) -> [Effect] {
        // A click selects; it never confirms.
        if let row = clickRows[spot.row] { selection[listName] = row }
        return []
    }

    /// The seat that is selected on the roll or among the views.
    var selectedSeat: Int? {
        guard place == .meeting else { return nil }
        switch panel {
        case .matter:
            let seats = snapshot.seatsInSpeakingOrder
            return seats.indices.contains(selected) ? seats[selected] : nil
        case .roll:
            let seats = snapshot.seatsByRank
            return seats.indices.contains(selected) ? seats[selected] : nil
        case .agenda: return nil
        }
    }

    var selectedMember: PersonID? {
        selectedSeat.flatMap { snapshot.charter?.id($0) } ?? selectedAttendee
    }

    /// The attendee who is selected on the roll, below the members.
    var selectedAttendee: PersonID? {
        guard place == .meeting, panel == .roll else { return nil }
        let place = selected - snapshot.seatsByRank.count
        return snapshot.attendees.indices.contains(place) ? snapshot.attendees[place].id : nil
    }

    var selectedMatter: Int? {
        switch panel {
        case .agenda: snapshot.state.matters.indices.contains(selected) ? selected : nil
        case .matter: snapshot.matterInView
        case .roll: nil
        }
    }
    var selectedMatterID: MatterID? {
        selectedMatter.flatMap { snapshot.charter?.plan.matters[$0].id }
    }
}
