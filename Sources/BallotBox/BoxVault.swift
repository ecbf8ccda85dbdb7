/// Keeps an open box's secrets outside the process that works with them, so that the ballot survives
/// that process. In memory only.
public protocol BoxVault: Sendable {
    /// Puts these in the place of what was kept. False when the keeper is gone.
    func keep(_ secrets: LockedBytes) -> Bool
    func kept() -> LockedBytes?
    func wipe()
}
