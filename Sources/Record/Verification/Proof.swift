// SPDX-License-Identifier: GPL-3.0-or-later
import Basics
import Meeting
import Personnel

/// What verification proves, as an inspector asks for it.
public enum Proof: String, CaseIterable, Hashable, Sendable, Codable {
    /// Nothing was changed, left out or put in.
    case chain
    /// Each step by the rules, the chief last.
    case order
    case quorum
    /// Every ballot counted once, by the rules, and those of the box proven.
    case ballots
    /// Of recommenders, and under minutes.
    case signatures
    /// What was sealed is what the record says.
    case minutes
}

/// How much a proof rests on: what was looked at.
public struct ProofFigures: Hashable, Sendable {
    /// Steps of meetings.
    public var steps = 0
    /// Meetings that were planned, each once.
    public var meetings = 0
    /// Views as they were stated, those struck or given again included.
    public var views = 0
    /// Those of a chief among them.
    public var chiefViews = 0
    /// First convenings; going on after a break isn't counted.
    public var convenings = 0
    /// Counts that were declared, and their papers.
    public var counts = 0
    /// 发出, over all declared counts.
    public var issued = 0
    /// 收回, over all declared counts.
    public var returned = 0
    /// By matter: a paper for several matters may count several times.
    public var invalid = 0
    /// By keys: of recommenders, and under minutes.
    public var signatures = 0
    /// Recommendations that rest on a scan, by its hash.
    public var papers = 0
    /// Keys whose witnesses signed with keys of their own.
    public var keysByKeys = 0
    /// Keys with a witness who signed on paper, by the scan's hash.
    public var keysOnPaper = 0
    /// Keys whose witnesses are named and nothing more.
    public var keysByName = 0
    /// Withdrawals, revocations and minutes that rest on a scan alone, which no program can judge.
    public var scans = 0
    /// Withdrawals and revocations that nobody signed, as records of 0.2 have them.
    public var unsigned = 0
    /// Minutes compared with the record.
    public var seals = 0

    mutating func take(_ event: PersonnelEvent) {
        switch event {
        case .lodged(let r):
            signatures += r.signatures?.count ?? 0
            // Signed in the program by everybody, the hash is the text's and no scan's.
            let signed = r.signatures?.count ?? 0
            if r.paper.sha256 != nil, signed < r.recommenders.count { papers += 1 }
        case .minutesSealed(let seal):
            signatures += seal.signatures.count
            if seal.signatures.isEmpty { scans += 1 }
        case .keyEnrolled(let key):
            signatures += key.signatures?.count ?? 0
            switch key.proof {
            case .byKeys: keysByKeys += 1
            case .onPaper: keysOnPaper += 1
            case .byName: keysByName += 1
            }
        case .keyRevoked(let r): take(r.signatures, r.paper)
        case .withdrawn(let w): take(w.signatures, w.paper)
        default: break
        }
    }

    private mutating func take(_ by: [Signature]?, _ paper: Document?) {
        signatures += by?.count ?? 0
        if by?.isEmpty != false {
            if paper == nil { unsigned += 1 } else { scans += 1 }
        }
    }

    mutating func take(_ event: MeetingEvent, before state: MeetingState) {
        steps += 1
        switch event {
        // Planned anew it is the same meeting.
        case .planned: if state.phase == .empty { meetings += 1 }
        case .convened: convenings += 1
        case .viewStated(let view):
            views += 1
            let seat = state.charter?.seat(view.member)
            if let seat, state.charter?.chiefPosition[seat] != nil { chiefViews += 1 }
        case .resultDeclared:
            guard let sheet = state.ballot?.sheet else { return }
            counts += 1
            issued += sheet.issued
            returned += sheet.returned
            invalid += sheet.figures.reduce(0) { $0 + $1.invalid }
        default: break
        }
    }
}

extension VerifyFault {
    /// What it takes away.
    public var disproves: Proof {
        switch self {
        case .file, .damaged, .gap, .chain, .unreadable, .notCanonical, .misplaced, .headNotFound,
            .text, .bundleHead, .unitDiffers, .listLine:
            .chain
        case .rule(_, _, let fault): fault.disproves
        case .personnel(_, let refusal?) where refusal.rule == .S2: .signatures
        case .runsBack, .personnel, .profileHash, .ungrounded, .appointments, .freeze: .order
        case .archive, .strayBox, .strayArchive: .ballots
        case .minutes: .minutes
        case .signature: .signatures
        }
    }
}

extension AuditFault {
    fileprivate var disproves: Proof {
        switch cause {
        case .refused(let refusal):
            switch refusal {
            case .viewsIncomplete, .matterNotReady: .order
            default:
                switch refusal.rule {
                case .Q1: .quorum
                case .B1, .B2, .B3, .B4, .B6, .B10: .ballots
                default: .order
                }
            }
        case .runsBack: .order
        case .differs, .miscounted:
            switch kind {
            case .ballotOpened, .boxClosed, .boxCounted, .countEntered, .resultDeclared,
                .ballotVoided, .votesTaken:
                .ballots
            default: .order
            }
        }
    }
}
