// SPDX-License-Identifier: GPL-3.0-or-later
import Foundation
import GRDB
import Record
import Support
import Testing

/// Two worlds with the same result: in one A votes for and B against, in the other the reverse.
/// Whoever has every state of the file, after each cast and at the end, is to tell them apart.
@Suite("nobody tells who voted how from the files")
struct TwoWorldTests {
    /// What a file shows: its size, and for each of its pages the sum of its bytes, where they stand, and how
    /// many are zero, one and two; and which pages changed since the last state.
    static func features(_ states: [Data]) -> [Double] {
        var out: [Double] = []
        var last = Data()
        for state in states {
            out.append(Double(state.count))
            for page in 0..<48 {
                let from = page * 4096
                let bytes =
                    from < state.count ? state[from..<min(from + 4096, state.count)] : Data()
                let before = from < last.count ? last[from..<min(from + 4096, last.count)] : Data()
                // The sum, and where in the page the bytes stand.
                var (sum, place) = (0, 0)
                for (i, byte) in bytes.enumerated() {
                    sum += Int(byte)
                    place += i * Int(byte)
                }
                out += [Double(sum), Double(place)]
                for value: UInt8 in 0...2 { out.append(Double(bytes.count { $0 == value })) }
                out.append(bytes == before ? 0 : 1)
            }
            last = state
        }
        return out
    }

    /// For judges that aren't ours (`Tests/Torture/told_apart.py`), where `LASTWORD_WORLDS` names a folder: of each state
    /// its size and the pages that changed since the one before.
    static func keep(
        _ kind: String, _ world: Int, _ number: Int, _ states: [Data], after base: Data
    ) throws {
        guard let folder = ProcessInfo.processInfo.environment["LASTWORD_WORLDS"] else { return }
        var out = Data()
        func append(_ n: Int) { withUnsafeBytes(of: UInt32(n).littleEndian) { out += $0 } }
        func page(_ data: Data, _ n: Int) -> Data {
            let from = n * 4096
            guard from < data.count else { return Data() }
            return data[from..<min(from + 4096, data.count)]
        }
        var last = base
        for state in states {
            let changed = (0..<(state.count + 4095) / 4096).filter {
                page(state, $0) != page(last, $0)
            }
            append(state.count)
            append(changed.count)
            for n in changed {
                append(n)
                let bytes = page(state, n)
                out += bytes + Data(count: 4096 - bytes.count)
            }
            last = state
        }
        try out.write(to: URL(filePath: "\(folder)/\(kind)-\(world)-\(number)"))
    }

    /// The share told right by nearest centroid and by logistic regression, learnt from the first
    /// half of the samples and judged on the second.
    static func accuracies(_ samples: [(world: Int, features: [Double])]) -> [Double] {
        let width = samples[0].features.count
        var right = [0, 0]
        let learn = samples[..<(samples.count / 2)]
        let judge = samples[(samples.count / 2)...]
        var mean = [Double](repeating: 0, count: width)
        var spread = mean
        for s in learn { for j in 0..<width { mean[j] += s.features[j] } }
        for j in 0..<width { mean[j] /= Double(learn.count) }
        for s in learn {
            for j in 0..<width {
                spread[j] += (s.features[j] - mean[j]) * (s.features[j] - mean[j])
            }
        }
        for j in 0..<width { spread[j] = (spread[j] / Double(learn.count)).squareRoot() }
        func scaled(_ x: [Double]) -> [Double] {
            (0..<width).map { spread[$0] > 0 ? (x[$0] - mean[$0]) / spread[$0] : 0 }
        }
        let known = learn.map { (world: $0.world, x: scaled($0.features)) }
        var centres = [mean, mean].map { _ in [Double](repeating: 0, count: width) }
        for k in known { for j in 0..<width { centres[k.world][j] += k.x[j] } }
        var weights = [Double](repeating: 0, count: width)
        for _ in 0..<20 {
            for k in known {
                let z = zip(weights, k.x).reduce(0) { $0 + $1.0 * $1.1 }
                let miss = Double(k.world) - 1 / (1 + exp(-z))
                for j in 0..<width { weights[j] += 0.001 * miss * k.x[j] }
            }
        }
        for sample in judge {
            let x = scaled(sample.features)
            func far(_ c: [Double]) -> Double {
                let n = Double(known.count) / 2
                return zip(c, x).reduce(0) { $0 + ($1.0 / n - $1.1) * ($1.0 / n - $1.1) }
            }
            if (far(centres[1]) < far(centres[0]) ? 1 : 0) == sample.world { right[0] += 1 }
            let z = zip(weights, x).reduce(0) { $0 + $1.0 * $1.1 }
            if (z > 0 ? 1 : 0) == sample.world { right[1] += 1 }
        }
        return right.map { Double($0) / Double(judge.count) }
    }

    static func choice(_ world: Int) -> (Int) -> UInt8 {
        { voter in voter < 2 ? UInt8(voter == world ? 0 : 1) : UInt8(voter % 3) }
    }

    /// A box of rows, removed at the end: what the search is up against where it can win.
    static func naive(_ path: String, _ world: Int) throws -> [Data] {
        var states: [Data] = []
        try? FileManager.default.removeItem(atPath: path)
        let queue = try DatabaseQueue(path: path)
        try queue.write {
            try $0.execute(sql: "PRAGMA secure_delete = OFF")
            try $0.execute(sql: "CREATE TABLE ballot (voter INTEGER, choice INTEGER, salt BLOB)")
        }
        for voter in 0..<5 {
            try queue.write {
                try $0.execute(
                    sql: "INSERT INTO ballot VALUES (?, ?, zeroblob(200))",
                    arguments: [voter + 40, Int(choice(world)(voter)) * 60 + 3])
            }
            states.append(try Data(contentsOf: URL(filePath: path)))
        }
        try queue.write { try $0.execute(sql: "DELETE FROM ballot") }
        try queue.close()
        return states + [try Data(contentsOf: URL(filePath: path))]
    }

    @Test("the sealed box leaves it to chance; rows are read like a book")
    func worlds() throws {
        let folder = try TemporaryFolder()
        let base = folder.file("base.lwr")
        try OrderTests.prepared(base, members: 5)
        let each = OrderTests.isLong ? 400 : 12
        let start = try Data(contentsOf: URL(filePath: base))
        var sealed: [(world: Int, features: [Double])] = []
        var rows: [(world: Int, features: [Double])] = []
        let path = folder.file("a.lwr")
        for i in 0..<4 * each {
            let world = i % 2
            var states: [Data] = []
            let last = try OrderTests.hold(
                base, path, [0, 1, 2, 3, 4], streams: nil, choice: Self.choice(world)
            ) { states.append(try Data(contentsOf: URL(filePath: path))) }
            states.append(last)
            sealed.append((world, Self.features(states)))
            try Self.keep("sealed", world, i, states, after: start)
            let open = try Self.naive(folder.file("n.db"), world)
            // What is left when the rows are removed: those who look while they stand read them.
            rows.append((world, Self.features([open[open.count - 1]])))
            try Self.keep("rows", world, i, open, after: Data())
        }
        let secret = Self.accuracies(sealed)
        let open = Self.accuracies(rows)
        #expect((open.max() ?? 0) >= 0.95, "\(open)")
        // Few samples say little: then only a glaring leak shows.
        let margin = OrderTests.isLong ? 0.049 : 0.4
        #expect(secret.allSatisfy { abs($0 - 0.5) <= margin }, "\(secret)")
        print("two worlds, \(each) each to learn from and to judge: sealed \(secret), rows \(open)")
    }
}
