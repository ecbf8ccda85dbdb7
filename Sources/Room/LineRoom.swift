import BallotBox
import Foundation
import Terminal
import Wording

/// The room line by line, for screen readers and poor terminals: the same acts as numbered prompts.
public struct LineRoom {
    let desk: Desk
    var setting: Setting

    public init(_ desk: Desk, _ setting: Setting) {
        self.desk = desk
        self.setting = setting
    }

    public mutating func run(resumed: Bool) -> Int32 { 0 }
}
