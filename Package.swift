// swift-tools-version:6.2
// SPDX-License-Identifier: GPL-3.0-or-later
import PackageDescription

let swift6: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .treatAllWarnings(as: .error),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
]

// The program carries Swift's libraries in itself: it starts three times as fast and runs where Swift
// isn't installed. A toolchain without its static libraries: LASTWORD_LINK=dynamic.
let foundation = [
    "Foundation", "FoundationInternationalization", "FoundationEssentials", "CoreFoundation",
    "_FoundationICU", "_FoundationCShims", "_FoundationCollections", "swiftSynchronization",
]
let standalone: [LinkerSetting] =
    Context.environment["LASTWORD_LINK"] == "dynamic"
    ? []
    : [
        .unsafeFlags(
            ["-static-stdlib", "-use-ld=lld", "-Xlinker", "--start-group"]
                + foundation.map { "-l\($0)" }
                + ["-Xlinker", "--end-group"])
    ]

let grdb: Target.Dependency = .product(name: "GRDB", package: "GRDB.swift")
let yams: Target.Dependency = .product(name: "Yams", package: "Yams")
let arguments: Target.Dependency = .product(
    name: "ArgumentParser", package: "swift-argument-parser")

let package = Package(
    name: "lastword",
    products: [.executable(name: "lastword", targets: ["lastword"])],
    dependencies: [
        .package(url: "https://github.com/groue/GRDB.swift", exact: "7.10.0"),
        .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
        .package(url: "https://github.com/jpsim/Yams", exact: "6.2.2"),
    ],
    targets: [
        .systemLibrary(name: "CSodium", providers: [.apt(["libsodium-dev"])]),
        .systemLibrary(name: "CCsv", providers: [.apt(["libcsv-dev"])]),
        .target(
            name: "CICU",
            linkerSettings: [.linkedLibrary("icui18n"), .linkedLibrary("icuuc")]),
        .target(name: "CSystem"),
        .target(
            name: "CSimdJSON", cxxSettings: [.unsafeFlags(["-O2"])],
            linkerSettings: [.linkedLibrary("simdjson")]),
        .target(name: "Signing", dependencies: ["CSodium"], swiftSettings: swift6),
        .target(name: "Basics", swiftSettings: swift6),
        .target(name: "Personnel", dependencies: ["Basics", "Signing"], swiftSettings: swift6),
        .target(name: "Meeting", dependencies: ["Basics", "Personnel"], swiftSettings: swift6),
        .target(
            name: "Ledger", dependencies: ["Meeting", "Basics", "Personnel"], swiftSettings: swift6),
        .systemLibrary(name: "CXlsxwriter", providers: [.apt(["libxlsxwriter-dev"])]),
        .target(
            name: "Export",
            dependencies: [
                "Ledger", "Replay", "Wording", "Record", "Meeting", "Basics", "Personnel", "CCsv",
                "CXlsxwriter",
            ],
            swiftSettings: swift6),
        .target(name: "CGMP", linkerSettings: [.linkedLibrary("gmp")]),
        .systemLibrary(name: "CArchive", providers: [.apt(["libarchive-dev"])]),
        .target(
            name: "Ballot", dependencies: ["CGMP", "CSodium", "CArchive"], swiftSettings: swift6),
        .target(
            name: "BallotBox", dependencies: ["Ballot", "CSodium"], swiftSettings: swift6),
        .target(
            name: "Intake",
            dependencies: ["Meeting", "Basics", "Personnel", "CCsv", "CICU", "CSystem", yams],
            resources: [
                .embedInCode("Profiles/nanchuan.yaml"),
                .embedInCode("Profiles/regulation-2019.yaml"),
                .embedInCode("Profiles/full-committee.yaml"),
            ],
            swiftSettings: swift6),
        .target(
            name: "Record",
            dependencies: [
                "Ballot", "Meeting", "Basics", "Personnel", "CSodium", "CSimdJSON", "CSystem", grdb,
            ],
            swiftSettings: swift6),
        .target(
            name: "Wording",
            dependencies: [
                "Ballot", "BallotBox", "Meeting", "Basics", "Personnel", "Intake", "Record",
            ],
            swiftSettings: swift6),
        .systemLibrary(name: "CNcurses", providers: [.apt(["libncurses-dev"])]),
        .target(name: "CTerminal"),
        .target(
            name: "Terminal", dependencies: ["CNcurses", "CTerminal"], swiftSettings: swift6),
        .target(
            name: "Room",
            dependencies: [
                "Terminal", "CTerminal", "Conduct", "Ledger", "Export", "Replay", "Wording",
                "Intake",
                "Record", "BallotBox",
                "Meeting", "Basics", "Personnel",
            ], swiftSettings: swift6),
        .target(
            name: "Conduct",
            dependencies: [
                "Record", "Ballot", "BallotBox", "Ledger", "Meeting", "Basics", "Personnel",
                "Signing",
                "CSystem",
            ],
            swiftSettings: swift6),
        .target(
            name: "Replay", dependencies: ["Record", "Meeting", "Basics", "Personnel"],
            swiftSettings: swift6),
        .target(
            name: "District",
            dependencies: ["Record", "Ledger", "Meeting", "Basics", "Personnel", "Signing", grdb],
            swiftSettings: swift6),
        .executableTarget(
            name: "lastword",
            dependencies: [
                "District", "Signing", "Replay", "Conduct", "Wording", "Intake", "Record", "Ballot",
                "BallotBox", "Meeting",
                "Basics", "Personnel", "Room", "Terminal", "Ledger", "Export",
                "CSystem", "CTerminal", arguments,
            ], swiftSettings: swift6,
            linkerSettings: standalone),
        .target(
            name: "Support",
            dependencies: [
                "Meeting", "Basics", "Personnel", "Record", "Conduct", "Room", "Terminal",
                "Wording",
            ],
            path: "Tests/Unit/Support", swiftSettings: swift6),
        .testTarget(
            name: "PersonnelTests", dependencies: ["Basics", "Personnel", "Signing"],
            path: "Tests/Unit/PersonnelTests", swiftSettings: swift6),
        .testTarget(
            name: "MeetingTests", dependencies: ["Meeting", "Basics", "Personnel", "Support"],
            path: "Tests/Unit/MeetingTests",
            exclude: ["thresholds.csv", "thresholds.py"], swiftSettings: swift6),
        .testTarget(
            name: "IntakeTests",
            dependencies: ["Intake", "Meeting", "Basics", "Personnel", "Wording"],
            path: "Tests/Unit/IntakeTests",
            swiftSettings: swift6),
        .testTarget(
            name: "RecordTests",
            dependencies: [
                "Record", "Conduct", "Ballot", "BallotBox", "Meeting", "Basics", "Personnel",
                "Replay",
                "Export", "Wording", "Support", "CSodium", grdb,
            ], path: "Tests/Unit/RecordTests",
            swiftSettings: swift6),
        .testTarget(
            name: "BallotTests", dependencies: ["Ballot", "BallotBox"],
            path: "Tests/Unit/BallotTests", exclude: ["archives"],
            swiftSettings: swift6),
        .testTarget(
            name: "RoomTests",
            dependencies: [
                "Room", "Terminal", "Wording", "Support", "Meeting", "Basics", "Personnel",
            ],
            path: "Tests/Unit/RoomTests",
            exclude: ["golden"], swiftSettings: swift6),
        .testTarget(
            name: "CommandTests", dependencies: ["Support"], path: "Tests/Acceptance/CommandTests",
            swiftSettings: swift6),
    ],
    cxxLanguageStandard: .cxx17
)

// The benchmarks (make bench, make scale) would make the tests' build longer.
if Context.environment["LASTWORD_BENCH"] != nil {
    package.targets.append(
        .executableTarget(
            name: "lastword-bench",
            dependencies: [
                "Conduct", "District", "Export", "Ledger", "Record", "Ballot", "Meeting",
                "Basics", "Personnel", "Replay", "Signing", "Intake", "Wording", grdb,
                .product(name: "GRDBSQLite", package: "GRDB.swift"),
            ],
            swiftSettings: swift6))
}

// Coverage-guided fuzzing (Tests/Fuzz/run.py): the program without its main, for libFuzzer to call.
if Context.environment["LASTWORD_FUZZING"] != nil {
    package.products = [.library(name: "LastwordFuzz", type: .static, targets: ["LastwordFuzz"])]
    package.targets.removeAll {
        $0.type == .test || $0.name == "lastword"
    }
    package.targets += [
        .target(
            name: "lastword",
            dependencies: [
                "District", "Signing", "Replay", "Conduct", "Wording", "Intake", "Record", "Ballot",
                "BallotBox", "Meeting", "Basics", "Personnel", "Room", "Terminal", "Ledger",
                "Export",
                "CSystem", "CTerminal", arguments,
            ],
            swiftSettings: swift6 + [
                .unsafeFlags([
                    "-enable-testing", "-Xfrontend", "-entry-point-function-name", "-Xfrontend",
                    "lastword_main",
                ])
            ]),
        .target(
            name: "LastwordFuzz",
            dependencies: [
                "lastword", "Support", "Ballot", "District", "Intake", "Meeting", "Basics",
                "Personnel",
                "Record", "Replay", "Room", "Terminal", "Conduct", "Wording",
            ],
            path: "Tests/Fuzz/Readers", swiftSettings: swift6),
    ]
}
