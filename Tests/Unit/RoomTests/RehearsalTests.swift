// SPDX-License-Identifier: GPL-3.0-or-later
import Foundation
import Room
import Testing

/// The rehearsal plays the example that the repository shows.
@Suite("rehearsal")
struct RehearsalTests {
    static let examples = URL(filePath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "Examples/bureau")

    @Test(
        "the rehearsal's files are the example's",
        arguments: [
            ("roster.csv", RehearsalFiles.roster),
            ("recommendations.yaml", RehearsalFiles.recommendations),
            ("plan.yaml", RehearsalFiles.plan),
        ])
    func sameFiles(name: String, text: String) throws {
        let example = try String(contentsOf: Self.examples.appending(path: name), encoding: .utf8)
        #expect(text == example.trimmingPrefix("\u{FEFF}"))
    }
}
