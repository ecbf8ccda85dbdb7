// SPDX-License-Identifier: GPL-3.0-or-later

/// What a vault keeps apart.
public enum VaultSlot: UInt8, CaseIterable, Sendable {
    case box, pins, place
    /// The last entry that was acknowledged: no secret, but what outlives the file.
    case head
}

/// Keeps an open box's secrets outside the process that works with them, so that the ballot survives
/// that process. In memory only.
public protocol BoxVault: Sendable {
    /// Puts these in the place of what was kept. False when the keeper is gone.
    func keep(_ slot: VaultSlot, _ secrets: LockedBytes) -> Bool
    func kept(_ slot: VaultSlot) -> LockedBytes?
    func wipe(_ slot: VaultSlot)
}
