// SPDX-License-Identifier: GPL-3.0-or-later
import Foundation
import Support
import Testing

@Suite("the program, run as people run it")
struct CommandTests {
    static let example = Program.root.appending(path: "Examples/bureau").path

    /// A register with the example's people, recommendations and planned meeting.
    private func prepared(_ folder: TemporaryFolder) throws -> String {
        let register = folder.file("a.lwr")
        for arguments in [
            [
                "init", register, "--organisation", "区教育局", "--offset", "+08:00", "--at",
                "2026-11-01T09:00:00+08:00",
            ],
            [
                "people", "import", register, Self.example + "/roster.csv", "--at",
                "2026-11-01T09:05:00+08:00",
            ],
            [
                "people", "lodge", register, Self.example + "/recommendations.yaml", "--at",
                "2026-11-04T10:00:00+08:00",
            ],
            [
                "meeting", "plan", register, Self.example + "/plan.yaml", "--at",
                "2026-11-20T10:00:00+08:00",
            ],
        ] {
            let done = try Program.run(arguments)
            #expect(done.status == 0, "\(arguments): \(done.err)")
        }
        return register
    }

    private func meeting() throws -> String {
        try String(contentsOfFile: Self.example + "/meeting.jsonl", encoding: .utf8)
    }

    @Test("verify judges several files one by one, and none of them ends the others")
    func several() throws {
        let folder = try TemporaryFolder()
        let sound = try prepared(folder)
        let broken = folder.file("b.lwr")
        try Data("SQLite format 3\u{0} and nothing".utf8).write(to: URL(filePath: broken))
        let files = [broken, sound, folder.file("none.lwr"), sound]
        let judged = try Program.run(["verify", "--json"] + files)
        let lines = try judged.out.split(separator: "\n").map {
            try #require(JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any])
        }
        #expect(lines.map { $0["file"] as? String } == files)
        #expect(lines.map { ($0["exit"] as? Int) == 0 } == [false, true, false, true])
        #expect((lines[1]["report"] as? [String: Any])?["sound"] as? Bool == true)
        #expect((lines[2]["error"] as? [String: Any])?["code"] as? String == "E-NOFILE")
        // The file that isn't there wasn't judged: its status goes before that of one that isn't sound.
        #expect(judged.status == 66)
        let told = try Program.run(["verify", sound, broken, "--lang", "en"])
        #expect(told.status != 0 && told.out.contains("files: 2, sound: 1"), "\(told.out)")
        #expect(try Program.run(["verify", sound, sound]).status == 0)
        #expect(
            try Program.run(["verify", sound, sound, "--head", String(repeating: "0", count: 64)])
                .status == 64)
    }

    @Test("the example meeting goes from roster file to declared results, twice to the same hash")
    func example() throws {
        var heads: Set<String> = []
        for _ in 0..<2 {
            let folder = try TemporaryFolder()
            let register = try prepared(folder)
            let run = try Program.run(
                ["engine", register, "--meeting", "2026-18"], input: meeting())
            #expect(run.status == 0)
            let answers = run.out.split(separator: "\n")
            #expect(
                answers.filter { $0.contains("\"ok\":false") }.count == 2,
                "the chief who comes early, the tellers who differ")
            #expect(run.out.contains("\"rule\":\"L1\""))
            #expect(run.out.contains("\"rule\":\"B10\""))
            let show = try Program.run(["show", register, "2026-18", "--lang", "en"])
            for text in [
                "entitled 9, needed 5, got 6: passed", "entitled 9, needed 5, got 5: passed",
                "entitled 9, needed 5, got 7: passed", "returned by veto", "closing fingerprint",
            ] {
                #expect(show.out.contains(text), "\(text) not in \(show.out)")
            }
            let verify = try Program.run(["verify", register, "--json"])
            #expect(verify.status == 0)
            let verdict = try #require(
                try JSONSerialization.jsonObject(with: Data(verify.out.utf8)) as? [String: Any])
            #expect(verdict["sound"] as? Bool == true)
            let head = try #require((verdict["head"] as? [String: Any])?["hex"] as? String)
            heads.insert(head)
            let zh = try #require((verdict["head"] as? [String: Any])?["zh"] as? String)
            #expect(try Program.run(["verify", register, "--head", zh]).status == 0)
            let wrong = try Program.run([
                "verify", register, "--head", "oak-0001 oak-0001 oak-0001 oak-0001",
            ])
            #expect(wrong.status == 1)
            #expect(wrong.out.contains("E-HEAD"))
        }
        #expect(heads.count == 1, "a run with given times is reproducible")
    }

    @Test("help and usage errors speak the language; statuses are as documented")
    func usage() throws {
        let zh = try Program.run(["--help"], environment: ["LANG": "zh_CN.UTF-8"])
        #expect(zh.status == 0)
        #expect(zh.out.contains("用法：") || zh.out.contains("用法:"))
        #expect(!zh.out.contains("USAGE"))
        let en = try Program.run(
            ["verify", "--help", "--lang", "en"], environment: ["LANG": "zh_CN.UTF-8"])
        #expect(en.out.contains("USAGE"))
        #expect(!en.out.contains("核验"))
        let unknown = try Program.run(["verfy"])
        #expect(unknown.status == 64)
        #expect(unknown.err.contains("did you mean “verify”"))
        let flag = try Program.run(["verify", "x", "--haed", "y"])
        #expect(flag.status == 64)
        #expect(flag.err.contains("--head"), "the nearest option is named: \(flag.err)")
        #expect(try Program.run(["verify"]).status == 64)
        let raw = try Program.run(["verify", "x", "--bogus\u{1B}]52;c;x\u{07}"])
        #expect(raw.status == 64 && raw.err.contains("E-USAGE") && !raw.err.contains("\u{1B}"))
        #expect(try Program.run(["--lang", "zh", "profile", "list"]).out.contains("南川"))
        #expect(try Program.run(["show", "x", "y", "--lang", "de"]).status == 64)
        #expect(try Program.run(["--version"]).out.contains("0."))
    }

    @Test("every page of help in Chinese is Chinese, its lists and errors too")
    func chinese() throws {
        var pages: [[String]] = [[]]
        var read = 0
        while let page = pages.popLast() {
            let out = try Program.run(["help"] + page + ["--lang", "zh"]).out
            read += 1
            let lines = out.split(separator: "\n")
            let list = lines.drop { !$0.hasPrefix("子命令") }.dropFirst()
            pages += list.compactMap {
                $0.firstMatch(of: #/^  ([a-z-]+) /#).map { page + [String($0.1)] }
            }
            // A value's name or what stands in brackets is no sentence.
            for line in lines where !line.hasPrefix("用法") {
                #expect(!line.contains(/<[a-z]+>|\b(values|default)\b/), "\(page) \(line)")
            }
        }
        #expect(read > 30, "\(read)")
        let wrong = try Program.run(["export", "accountability", "--scope", "x", "--lang", "zh"])
        #expect(wrong.status == 64)
        #expect(
            wrong.err.contains("不能用于 “--scope <范围>”，可用：“inspection”、“office”、“public”"),
            "\(wrong.err)")
    }

    @Test("register files that are none, each with its code, status and both languages")
    func files() throws {
        let folder = try TemporaryFolder()
        let register = try prepared(folder)
        _ = FileManager.default.createFile(atPath: folder.file("empty"), contents: nil)
        try
            "hello, this is a text file, long enough to be looked at as a database header of one hundred bytes...."
            .write(
                toFile: folder.file("text"), atomically: true, encoding: .utf8)
        let bytes = try Data(contentsOf: URL(fileURLWithPath: register))
        try bytes.prefix(5000).write(to: URL(fileURLWithPath: folder.file("short")))
        var foreign = bytes
        foreign.replaceSubrange(68..<72, with: [1, 2, 3, 4])
        try foreign.write(to: URL(fileURLWithPath: folder.file("foreign")))
        var newer = bytes
        newer.replaceSubrange(60..<64, with: [0, 0, 0, 9])
        try newer.write(to: URL(fileURLWithPath: folder.file("newer")))
        try bytes.write(to: URL(fileURLWithPath: folder.file("wal")))
        try Data().write(to: URL(fileURLWithPath: folder.file("wal-wal")))
        for (name, code, status) in [
            ("nothing", "E-NOFILE", 66), (".", "E-NOTFILE", 66), ("empty", "E-EMPTYDB", 66),
            ("text", "E-NOTDB", 66),
            ("foreign", "E-APPID", 66), ("newer", "E-NEWER", 66), ("short", "E-TRUNC", 1),
            ("wal", "E-MODE", 74),
        ] as [(String, String, Int32)] {
            for command in [["verify", folder.file(name)], ["engine", folder.file(name)]] {
                let run = try Program.run(command + ["--json"])
                #expect(run.status == status, "\(command): \(run.err)")
                #expect(run.err.contains("\"\(code)\""), "\(command): \(run.err)")
                #expect(run.err.contains("\"zh\"") && run.err.contains("\"en\""))
            }
        }
        #expect(try Program.run(["init", register, "--organisation", "x"]).status == 73)
        #expect(
            try Program.run(["init", "/no/such/folder/a.lwr", "--organisation", "x"]).status == 73)
        #expect(try Program.run(["show", register, "nothing"]).status == 66)
        #expect(
            try Program.run(["init", folder.file("b.lwr"), "--organisation", "a\u{1B}[31mb"]).status
                == 65)
    }

    @Test("a bad roster takes nothing in and lists everything wrong")
    func badRoster() throws {
        let folder = try TemporaryFolder()
        let register = try prepared(folder)
        let before = try Data(contentsOf: URL(fileURLWithPath: register))
        try "编号,姓名,序号\np1,a\u{1B}[2J,1\np1,b,x\n".write(
            toFile: folder.file("bad.csv"), atomically: true, encoding: .utf8)
        let run = try Program.run(["people", "import", register, folder.file("bad.csv")])
        #expect(run.status == 65)
        #expect(run.err.contains("E-NAME-CTRL") && run.err.contains("E-VALUE"))
        #expect(!run.err.contains("\u{1B}"), "nothing raw reaches the terminal")
        #expect(try Data(contentsOf: URL(fileURLWithPath: register)) == before)
        #expect(
            try Program.run(["people", "import", register, folder.file("none.csv")]).status == 66)
        let gb: [UInt8] = [
            0xB1, 0xE0, 0xBA, 0xC5, 0x2C, 0xD0, 0xD5, 0xC3, 0xFB, 0x0D, 0x0A, 0x70, 0x39, 0x30,
            0x2C, 0xD5, 0xD4, 0xBC,
            0xC8, 0x0D, 0x0A,
        ]
        try Data(gb).write(to: URL(fileURLWithPath: folder.file("gb.csv")))
        let asked = try Program.run(["people", "import", register, folder.file("gb.csv")])
        #expect(asked.status == 65)
        #expect(asked.err.contains("N-ENC") && asked.err.contains("E-CONFIRM"))
        #expect(
            try Program.run(["people", "import", register, folder.file("gb.csv"), "--yes"]).status
                == 0)
    }

    @Test("output that can't be written is an error, not a success")
    func output() throws {
        let folder = try TemporaryFolder()
        let register = try prepared(folder)
        let full = try Program.run(
            ["show", register, "2026-18"], shell: "\"$0\" \"$@\" > /dev/full")
        #expect(full.status == 74)
        #expect(full.err.contains("E-WRITE"))
        let pipe = try Program.run(
            ["profile", "show", "nanchuan"],
            shell: "{ \"$0\" \"$@\"; echo $? >&2; } | true; sleep 0.2")
        #expect(pipe.err.contains("74") || pipe.err.contains("0"))
    }

    @Test("the protocol answers every bad line and goes on")
    func protocolFaults() throws {
        let folder = try TemporaryFolder()
        let register = try prepared(folder)
        let lines = [
            "not json", "[1]", "{}", "{\"do\":\"fly\"}", "{\"do\":\"arrive\"}",
            "{\"do\":\"arrive\",\"member\":5}",
            "{\"do\":\"arrive\",\"member\":\"nobody\",\"ref\":7}",
            "{\"do\":\"arrive\",\"member\":\"p01\",\"at\":\"yesterday\"}",
            "{\"do\":\"excuse\",\"member\":\"p01\",\"reason\":\"\\u001b[31m\"}",
            "{\"do\":\"people.freeze\",\"meeting\":\"x\",\"recommendations\":[]}",
            "{\"do\":\"openBallot\",\"matters\":[\"m1\"],\"mode\":\"box\"}", "{\"do\":\"state\"}",
            "{\"do\":\"possible\"}",
            "{\"do\":\"explain\",\"command\":{\"do\":\"convene\"}}", "{\"do\":\"head\"}",
            "# a comment", "",
            "{\"do\":\"arrive\",\"member\":\"p01\",\"ref\":\"last\"}",
        ]
        let run = try Program.run(
            ["engine", register, "--meeting", "2026-18"], input: lines.joined(separator: "\n"))
        #expect(run.status == 0)
        let answers = try run.out.split(separator: "\n").map {
            try #require(try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any])
        }
        #expect(
            answers.count == lines.count - 2 + 1,
            "a hello, and an answer to each but comment and blank")
        let codes = answers.dropFirst().prefix(11).map { answer -> String in
            let error = (answer["error"] as? [String: Any])?["code"] as? String
            let refused = (answer["refused"] as? [String: Any])?["rule"] as? String
            return error ?? refused ?? "ok"
        }
        #expect(
            codes == [
                "E-JSON", "E-JSON", "E-DO", "E-FIELD", "E-FIELD", "E-FIELD", "G1", "E-TIME",
                "E-NAME-CTRL", "E-NO-MEETING", "G2",
            ], "\(codes)")
        #expect(answers.last?["ref"] as? String == "last")
        #expect(answers.last?["ok"] as? Bool == true)
        let possible = try #require(
            answers.first { $0["possible"] != nil }?["possible"] as? [[String: Any]])
        #expect(
            possible.contains { $0["do"] as? String == "arrive" && $0["possible"] as? Bool == true }
        )
        #expect(
            possible.contains {
                $0["do"] as? String == "convene" && $0["possible"] as? Bool == false
                    && $0["refused"] != nil
            })
    }

    @Test("two writers: the second is told who holds the register, and exits with 75")
    func twoWriters() throws {
        let folder = try TemporaryFolder()
        let register = try prepared(folder)
        let run = try Program.run(
            [register],
            shell:
                "(sleep 2) | \"$0\" engine \"$1\" > /dev/null & sleep 0.7; \"$0\" engine \"$1\" --json < /dev/null; s=$?; \"$0\" show \"$1\" 2026-18 > /dev/null && echo reader-ok; wait; exit $s"
        )
        #expect(run.status == 75)
        #expect(run.err.contains("E-LOCK") && run.err.contains("pid"))
        #expect(run.out.contains("reader-ok"))
    }

    @Test("--strict ends at the first refusal with its status")
    func strict() throws {
        let folder = try TemporaryFolder()
        let register = try prepared(folder)
        let run = try Program.run(
            ["engine", register, "--meeting", "2026-18", "--strict"], input: meeting())
        #expect(run.status == 77)
        #expect(run.out.split(separator: "\n").last?.contains("\"rule\":\"L1\"") == true)
    }
}
