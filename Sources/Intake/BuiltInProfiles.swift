// SPDX-License-Identifier: GPL-3.0-or-later

/// The profiles that come with the program: the files in `Profiles`, which a group copies and edits. They are built into
/// the program, so that a copied binary still has them.
///
/// ```swift
/// let text = BuiltInProfiles.text(of: "nanchuan")  // as `lastword profile show nanchuan` prints it
/// ```
public enum BuiltInProfiles {
    /// In the order in which they are offered.
    public static let names = ["nanchuan", "regulation-2019", "full-committee"]
    /// Where a plan names none.
    public static let standard = "nanchuan"

    /// The file of a built-in profile, whole; nil where there is none of that name.
    public static func text(of name: String) -> String? {
        let file: [UInt8]? =
            switch name {
            case "nanchuan": PackageResources.nanchuan_yaml
            case "regulation-2019": PackageResources.regulation_2019_yaml
            case "full-committee": PackageResources.full_committee_yaml
            default: nil
            }
        return file.map { String(decoding: $0, as: UTF8.self) }
    }
}
