// SPDX-License-Identifier: GPL-3.0-or-later
import Basics
import Personnel
import Signing
import Testing

@Suite("signed recommendations")
struct SignatureTests {
    private let day = Day("2026-11-23")!
    private let hash = String(repeating: "0", count: 64)
    private static let seeds: [PersonID: [UInt8]] = [
        "a": .init(repeating: 1, count: 32), "b": .init(repeating: 2, count: 32),
    ]

    private static func key(_ person: PersonID) -> String {
        seeds[person]!.withUnsafeBytes { Ed25519.publicKey(of: $0)! }
    }

    private func give(_ state: inout PersonnelState, _ command: PersonnelCommand) throws {
        for event in try state.decide(command, on: day) { state.evolve(event) }
    }

    private func refusal(_ state: PersonnelState, _ command: PersonnelCommand) -> PersonnelRefusal?
    {
        do {
            _ = try state.decide(command, on: day)
            return nil
        } catch { return error }
    }

    private func register() throws -> PersonnelState {
        var state = PersonnelState()
        try give(
            &state, .open(RegisterOpening(organisation: "区教育局", offsetMinutes: 480, language: "zh"))
        )
        try give(
            &state,
            .importPeople(
                PeopleImport(people: [
                    Person(id: "a", name: "卫丑", unit: "教育局", post: "副局长"),
                    Person(id: "b", name: "吴己"),
                    Person(id: "c", name: "郑庚"), Person(id: "x", name: "沈卯"),
                    Person(id: "y", name: "韩辰"),
                ])))
        for person: PersonID in ["a", "b"] {
            let others: [PersonID] = person == "a" ? ["b", "c"] : ["a", "c"]
            try give(
                &state,
                .enrolKey(
                    SigningKey(person: person, publicKey: Self.key(person), witnesses: others)))
        }
        return state
    }

    private func recommendation() -> Recommendation {
        Recommendation(
            id: "r1", kind: .joint,
            recommenders: [
                Recommender(person: "a", relation: .colleague),
                Recommender(person: "b", relation: .none),
            ],
            lead: "a", candidate: "x", post: "科长 A", reasons: "工作扎实\n群众评价好 café", signedOn: day,
            paper: Document(title: "实名推荐书", date: day),
            attachments: [Document(title: "考察材料", sha256: hash)])
    }

    private func signed(_ r: Recommendation, in state: PersonnelState) -> Recommendation {
        var r = r
        let text = Array(r.statement(in: state).utf8)
        r.signatures = r.recommenders.compactMap { signer in
            Self.seeds[signer.person].map { seed in
                Signature(
                    person: signer.person, publicKey: Self.key(signer.person),
                    signature: seed.withUnsafeBytes { Ed25519.sign(text, with: $0)! })
            }
        }
        r.paper.sha256 = Ed25519.sha256(text)
        return r
    }

    /// RFC 8032, section 7.1, tests 1 and 2.
    @Test("Ed25519 as the standard's examples have it")
    func standard() throws {
        let examples = [
            (
                "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60", "",
                "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
                "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b"
            ),
            (
                "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb", "72",
                "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
                "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"
            ),
        ]
        for (secret, message, key, signature) in examples {
            let seed = try #require(Hex.bytes(secret, count: 32))
            let text = try #require(Hex.bytes(message, count: message.utf8.count / 2))
            #expect(seed.withUnsafeBytes { Ed25519.publicKey(of: $0) } == key)
            #expect(seed.withUnsafeBytes { Ed25519.sign(text, with: $0) } == signature)
            #expect(Ed25519.isValid(signature, of: text, by: key))
            #expect(!Ed25519.isValid(signature, of: text + [0], by: key))
            #expect(!Ed25519.isValid(signature.uppercased(), of: text, by: key))
        }
    }

    @Test("S2 · a key is seen by two others, one at a time, and never comes back")
    func keys() throws {
        var state = try register()
        func enrol(_ person: PersonID, _ key: String, _ witnesses: [PersonID], salt: String? = nil)
            -> PersonnelRefusal?
        {
            refusal(
                state,
                .enrolKey(
                    SigningKey(person: person, publicKey: key, salt: salt, witnesses: witnesses)))
        }
        let fresh = [UInt8](repeating: 9, count: 32).withUnsafeBytes { Ed25519.publicKey(of: $0)! }
        #expect(enrol("c", fresh, ["a", "b"]) == nil)
        // Points that nobody can sign with: of small order, and in another form than their own.
        for hex in ["00", "01"] {
            #expect(
                enrol("c", hex + String(repeating: "00", count: 31), ["a", "b"])
                    == .malformedKey("c"))
        }
        #expect(
            enrol("c", "ee" + String(repeating: "ff", count: 30) + "7f", ["a", "b"])
                == .malformedKey("c"))
        #expect(enrol("c", fresh, ["a"]) == .wrongWitnesses("c"))
        #expect(enrol("c", fresh, ["a", "a"]) == .wrongWitnesses("c"))
        #expect(enrol("c", fresh, ["a", "c"]) == .wrongWitnesses("c"))
        #expect(enrol("c", fresh, ["a", "z"]) == .unknownPerson("z"))
        #expect(enrol("z", fresh, ["a", "b"]) == .unknownPerson("z"))
        #expect(enrol("c", "AA", ["a", "b"]) == .malformedKey("c"))
        #expect(enrol("c", fresh, ["a", "b"], salt: "00") == .malformedKey("c"))
        #expect(enrol("c", Self.key("a"), ["a", "b"]) == .keyIsAnothers("c"))
        #expect(enrol("a", fresh, ["b", "c"]) == .keyIsActive("a"))
        #expect(
            refusal(state, .revokeKey(KeyRevocation(person: "a", publicKey: fresh, reason: "r")))
                == .noKey("a"))
        let before = signed(recommendation(), in: state)
        try give(&state, .lodge(before))
        try give(
            &state, .revokeKey(KeyRevocation(person: "a", publicKey: Self.key("a"), reason: "遗失")))
        #expect(enrol("a", Self.key("a"), ["b", "c"]) == .keyIsAnothers("a"))
        // Signed with a key that is gone: refused; on paper it would do, for there is no key now.
        var again = recommendation()
        again.id = "r2"
        #expect(refusal(state, .lodge(signed(again, in: state))) == .signatureByUnknownKey("a"))
        try give(
            &state, .enrolKey(SigningKey(person: "a", publicKey: fresh, witnesses: ["b", "c"])))
        #expect(refusal(state, .lodge(signed(again, in: state))) == .signatureByUnknownKey("a"))
        #expect(state.recommendations["r1"]?.recommendation == before)
    }

    @Test("S2 · who has a key signs with it, who has none signs on paper")
    func mixed() throws {
        let state = try register()
        var r = recommendation()
        r.recommenders.append(Recommender(person: "c", relation: .other))
        var both = signed(r, in: state)
        both.paper.sha256 = nil
        #expect(refusal(state, .lodge(both)) == .paperHashMissing)
        both.paper.sha256 = hash
        #expect(refusal(state, .lodge(both)) == nil)
        both.signatures?[1].person = "c"
        #expect(refusal(state, .lodge(both)) == .signatureMissing("b"))
        var onPaper = recommendation()
        onPaper.paper.sha256 = hash
        #expect(refusal(state, .lodge(onPaper)) == .signatureMissing("a"))
        var r3 = recommendation()
        r3.attachments = [Document(title: "t")]
        #expect(refusal(state, .lodge(signed(r3, in: state))) == .attachmentHashMissing("t"))
    }

    @Test("S2 · 10,000 changes to a signed recommendation, each refused")
    func mutations() throws {
        let state = try register()
        let sound = signed(recommendation(), in: state)
        #expect(refusal(state, .lodge(sound)) == nil)
        var generator = Mutations(seed: 11)
        var refusals: [String: Int] = [:]
        var unchanged = 0
        let original = Mutations.Changed(recommendation: sound).description
        for _ in 0..<10_000 {
            let changed = generator.change(sound)
            // Canonically equal texts are still other bytes, which `==` on strings doesn't see.
            guard changed.description != original else {
                unchanged += 1
                continue
            }
            let refused = refusal(state, .lodge(changed.recommendation))
            #expect(refused != nil, "\(changed.description)")
            if let refused { refusals[String("\(refused)".prefix { $0 != "(" }), default: 0] += 1 }
        }
        #expect(unchanged < 1000)
        #expect(refusals.count >= 9, "\(refusals)")
        #expect(refusals["signatureInvalid", default: 0] > 3000, "\(refusals)")
    }
}

/// One change at a time to a signed recommendation: text, look-alikes, order, people, keys, signatures.
struct Mutations {
    private var state: UInt64
    init(seed: UInt64) { state = seed }

    private mutating func below(_ bound: Int) -> Int {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Int((state >> 33) % UInt64(bound))
    }

    private static let lookAlikes: [(Unicode.Scalar, Unicode.Scalar)] = [
        ("A", "\u{0410}"), ("a", "\u{0430}"), ("c", "\u{0441}"), ("长", "長"), ("实", "実"), ("价", "價"),
        ("工", "\u{2F2F}"), ("好", "\u{2F81}"), (" ", "\u{3000}"), ("é", "e"), ("群", "羣"),
        ("作", "\u{2F50}"),
    ]

    private mutating func text(_ text: String) -> String {
        var scalars = Array(text.unicodeScalars)
        guard !scalars.isEmpty else { return "x" }
        let at = below(scalars.count)
        switch below(6) {
        case 0: scalars[at] = Unicode.Scalar(UInt32(0x4E00 + below(20_000))) ?? "一"
        case 1: scalars.remove(at: at)
        case 2: scalars.insert(["\u{200B}", " ", "\u{FE00}", "的", "\n", "不"][below(6)], at: at)
        case 3: scalars.swapAt(at, below(scalars.count))
        case 4:
            let candidates = scalars.indices.filter { i in
                Self.lookAlikes.contains { $0.0 == scalars[i] }
            }
            guard let i = candidates.isEmpty ? nil : candidates[below(candidates.count)],
                let pair = Self.lookAlikes.first(where: { $0.0 == scalars[i] })
            else { return text + "。" }
            scalars[i] = pair.1
        default:
            // The same to the eye and to `==`, other bytes.
            guard let i = scalars.firstIndex(of: "é") else { return text + "\u{301}" }
            scalars.replaceSubrange(i...i, with: ["e", "\u{301}"])
        }
        var out = String.UnicodeScalarView()
        out.append(contentsOf: scalars)
        return String(out)
    }

    private mutating func hex(_ text: String) -> String {
        var digits = Array(text.utf8)
        let at = below(digits.count)
        let value = digits[at] < 58 ? digits[at] - 48 : digits[at] - 87
        let other = value ^ UInt8(1 << below(4))
        digits[at] = other < 10 ? other + 48 : other + 87
        return String(decoding: digits, as: UTF8.self)
    }

    mutating func change(_ sound: Recommendation) -> Changed {
        var r = sound
        let k = below(2)
        switch below(20) {
        case 0...4: r.reasons = text(r.reasons)
        case 5, 6: r.post = text(r.post)
        case 7: r.paper.title = text(r.paper.title)
        case 8: r.attachments?[0].title = text("考察材料")
        case 9: r.attachments?[0].sha256 = hex(sound.attachments?[0].sha256 ?? "0")
        case 10: r.signedOn = r.signedOn.advanced(by: -1 - below(400))
        case 11: r.recommenders[k].relation = Relation.allCases[below(Relation.allCases.count)]
        case 12: r.candidate = ["y", "c", "b"][below(3)]
        case 13: r.recommenders[k].person = ["c", "y", "a", "b"][below(4)]
        case 14: r.signatures?[k].signature = hex(sound.signatures?[k].signature ?? "0")
        case 15: r.signatures?[k].publicKey = hex(sound.signatures?[k].publicKey ?? "0")
        case 16:
            switch below(5) {
            case 0: r.signatures?.swapAt(0, 1)
            case 1: r.signatures?.remove(at: k)
            case 2: r.signatures?.append(sound.signatures![k])
            case 3: r.signatures = nil
            default: r.signatures?[k].person = "c"
            }
        case 17: r.paper.sha256 = below(9) == 0 ? nil : hex(r.paper.sha256 ?? "0")
        case 18:
            if below(2) == 0 {
                r.recommenders.swapAt(0, 1)
            } else {
                r.lead = below(2) == 0 ? "b" : nil
            }
        default:
            switch below(4) {
            case 0: r.id = RecommendationID(hex("1"))
            case 1: r.kind = .collective
            case 2: r.attachments = nil
            default: r.minutes = Document(title: "考察材料", sha256: r.attachments?[0].sha256)
            }
        }
        return Changed(recommendation: r)
    }

    struct Changed {
        var recommendation: Recommendation
        /// Every byte, so that canonically equal texts differ.
        var description: String {
            let r = recommendation
            let texts = [
                r.id.rawValue, r.post, r.reasons, r.paper.title, r.attachments?.first?.title ?? "-",
            ]
            return "\(texts.map { Array($0.utf8) }) \(r)"
        }
    }
}
