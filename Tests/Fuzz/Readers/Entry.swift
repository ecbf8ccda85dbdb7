// SPDX-License-Identifier: GPL-3.0-or-later
import Foundation

/// What libFuzzer calls with each input. `LASTWORD_FUZZ` names the reader.
private let reader: Reader = {
    let name = ProcessInfo.processInfo.environment["LASTWORD_FUZZ"] ?? ""
    guard let reader = Reader(rawValue: name) else {
        fatalError(
            "LASTWORD_FUZZ: one of \(Reader.allCases.map(\.rawValue).joined(separator: ", "))")
    }
    return reader
}()

/// The signature that libFuzzer wants.
@_cdecl("LLVMFuzzerTestOneInput")
public func lastwordFuzz(_ data: UnsafePointer<UInt8>?, _ size: Int) -> CInt {
    reader.take(Array(UnsafeBufferPointer(start: data, count: size)))
    return 0
}
