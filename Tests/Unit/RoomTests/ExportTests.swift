// SPDX-License-Identifier: GPL-3.0-or-later
import Foundation
import Room
import Support
import Terminal
import Testing
import Wording

@Suite("the list from the home screen")
struct ExportTests {
    @Test("the form writes the list, and never over a file")
    func export() throws {
        let stage = try Stage(.en)
        let folder = FileManager.default.temporaryDirectory.appending(
            path: "lastword-export-\(getpid())")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = folder.appending(path: "list.csv")
        stage.press(.escape, .character("a"))
        for (round, expected) in ["Exported 4 lines", "E exists("].enumerated() {
            stage.press(.character("x"))
            for _ in 0..<60 { stage.press(.backspace) }
            stage.type(file.path)
            stage.press(.enter, .enter)
            stage.type("Clerk")
            stage.press(.enter, .enter)
            #expect(stage.has(expected), "round \(round): \(stage.text())")
        }
        let text = try String(contentsOf: file, encoding: .utf8)
        #expect(text.contains("Clerk") && text.contains("蒋寅"))
    }
}
