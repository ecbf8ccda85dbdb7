// SPDX-License-Identifier: GPL-3.0-or-later
import Foundation
import Support

/// The built program, run as people run it.
struct Program {
    struct Outcome {
        var status: Int32
        var out: String
        var err: String
    }

    static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    /// Beside the test bundle, wherever that was built.
    static let path: String = {
        for argument in CommandLine.arguments where argument.contains(".xctest") {
            var folder = URL(fileURLWithPath: argument)
            while folder.path != "/" {
                folder.deleteLastPathComponent()
                let candidate = folder.appending(path: "lastword").path
                if FileManager.default.isExecutableFile(atPath: candidate),
                    !candidate.hasSuffix("Sources/lastword")
                {
                    var isFolder: ObjCBool = false
                    _ = FileManager.default.fileExists(atPath: candidate, isDirectory: &isFolder)
                    if !isFolder.boolValue { return candidate }
                }
            }
        }
        return root.appending(path: ".build/release/lastword").path
    }()

    static func run(
        _ arguments: [String], input: String = "", shell: String? = nil,
        environment: [String: String] = ["LANG": "en_GB.UTF-8"]
    ) throws -> Outcome {
        let process = Process()
        if let shell {
            process.executableURL = URL(fileURLWithPath: "/bin/sh")
            process.arguments = ["-c", shell, path] + arguments
        } else {
            process.executableURL = URL(fileURLWithPath: path)
            process.arguments = arguments
        }
        process.environment = environment.merging(["PATH": "/usr/bin:/bin"]) { a, _ in a }
        let folder = try TemporaryFolder()
        try input.write(toFile: folder.file("in"), atomically: false, encoding: .utf8)
        for name in ["out", "err"] {
            _ = FileManager.default.createFile(atPath: folder.file(name), contents: nil)
        }
        process.standardInput = FileHandle(forReadingAtPath: folder.file("in"))
        process.standardOutput = FileHandle(forWritingAtPath: folder.file("out"))
        process.standardError = FileHandle(forWritingAtPath: folder.file("err"))
        try process.run()
        process.waitUntilExit()
        return Outcome(
            status: process.terminationStatus,
            out: try String(contentsOfFile: folder.file("out"), encoding: .utf8),
            err: try String(contentsOfFile: folder.file("err"), encoding: .utf8))
    }
}
