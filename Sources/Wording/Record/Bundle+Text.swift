// SPDX-License-Identifier: GPL-3.0-or-later
import Basics
import Personnel
import Record

extension BundleError {
    /// The line that says it, in both languages.
    public func text(_ n: Names) -> Text {
        switch self {
        case .noFile(let path):
            Text("找不到 \(path)", "there is no \(path)")
        case .notABundle:
            Text(
                "这不是会议包 · 会议包由 lastword bundle 写出",
                "this isn't a bundle · bundles are written by lastword bundle")
        case .newer(let form):
            Text(
                "会议包的格式 \(form) 比本程序新 · 请用新版程序",
                "the bundle's form \(form) is newer than this program · use a newer one")
        case .malformed(let line):
            Text(
                "会议包第 \(line) 行读不懂 · 请让送交单位重新导出",
                "line \(line) of the bundle can't be read · have its unit export it again")
        case .cut:
            Text(
                "会议包被截断，没有末行的封印 · 请重新拷贝",
                "the bundle is cut short, its last line with the seal is missing · copy it again")
        case .sealBroken:
            Text(
                "会议包的封印不符：封印以后被改动过 · 请让送交单位重新导出",
                "the seal doesn't fit: the bundle was changed after it was sealed · have its unit export it again"
            )
        case .unsigned:
            Text(
                "会议包没有签名 · 请送交单位用 lastword bundle --by 签署",
                "the bundle isn't signed · its unit signs it with lastword bundle --by")
        case .signatureInvalid(let id):
            Text(
                "\(n(id)) 的签名不是对这个会议包的签名 · 不能接受",
                "the signature of \(n(id)) isn't one of this bundle · it can't be taken")
        case .unknownSigner(let id):
            Text(
                "签署人 \(n(id)) 在该单位登记簿里没有这把有效钥匙 · 请由登记过钥匙的人签署",
                "the signer \(n(id)) has no such valid key in that unit's register · somebody whose key is enrolled signs it"
            )
        case .newSigner(let id, let key):
            Text(
                "签署人 \(n(id)) 的钥匙 \(key) 不是上次并入时登记过的 · 与该单位当面核对后，用 --accept-signer 加钥匙重新并入",
                "the key \(key) of signer \(n(id)) wasn't enrolled at the last merge · compare it with the unit's, then merge with --accept-signer and the key"
            )
        case .headDiffers:
            Text(
                "会议包首行与内容不符 · 请让送交单位重新导出",
                "the bundle's first line says otherwise than what follows · have its unit export it again"
            )
        case .closedMeetingOmitted(let id):
            Text(
                "会议 \(id) 已闭会却没有内容 · 请让送交单位重新导出",
                "meeting \(id) is over and yet left out · have its unit export it again")
        }
    }
}
