// SPDX-License-Identifier: GPL-3.0-or-later
import Basics
import Personnel

extension PersonnelRefusal {
    /// What is wrong with a key or a signature. S2.
    func signatureSentence(_ n: Names) -> Sentence {
        switch self {
        case .attachmentHashMissing(let title):
            return Sentence(
                "附件“\(title)”缺 SHA-256", "the attachment “\(title)” has no SHA-256",
                next: "用 file: 指明文件，或填写 sha256", "name the file with file:, or give sha256")
        case .paperMissing(let id):
            return Sentence(
                "\(n(id)) 没有签名钥匙，须在纸上签名，扫描件入记录",
                "\(n(id)) has no key and signs on paper, whose scan goes on record",
                next: "签名后给出扫描件", "have it signed and name the scan", who: [id])
        case .malformedKey(let id):
            return Sentence(
                "\(n(id)) 的签名公钥不合格式", "\(n(id))'s public key isn't well formed",
                next: "公钥 64 位、盐 32 位小写十六进制", "64 hex digits, 32 for the salt", who: [id])
        case .wrongWitnesses(let id):
            return Sentence(
                "\(n(id)) 的签名钥匙须有两名他人见证",
                "\(n(id))'s key needs two witnesses, neither of them \(n(id))",
                next: "写明两名见证人", "name two others who saw it", who: [id])
        case .keyIsActive(let id):
            return Sentence(
                "\(n(id)) 已有签名钥匙", "\(n(id)) has a key",
                next: "先注销旧的，再登记新的", "revoke the old one first", who: [id])
        case .keyIsAnothers(let id):
            return Sentence(
                "这个公钥已经登记过", "this public key is on record already",
                next: "请 \(n(id)) 重新生成", "let \(n(id)) make a new one", who: [id])
        case .noKey(let id):
            return Sentence(
                "\(n(id)) 没有这个有效的签名钥匙", "\(n(id)) has no such valid key",
                next: "用 lastword key list 查看", "look with lastword key list", who: [id])
        case .signatureMissing(let id):
            return Sentence(
                "\(n(id)) 有签名钥匙，但没有签名", "\(n(id)) has a key and hasn't signed with it",
                next: "请 \(n(id)) 当面签署", "let \(n(id)) sign", who: [id])
        case .signatureInvalid(let id):
            return Sentence(
                "\(n(id)) 的签名与所签文字不符", "\(n(id))'s signature isn't one of this text",
                next: "文字改过就要重新签署", "what was changed is signed again", who: [id])
        case .signatureByUnknownKey(let id):
            return Sentence(
                "签名所用的不是 \(n(id)) 现在有效的钥匙", "not signed with the key that \(n(id)) has now",
                next: "先登记钥匙，或用有效的钥匙重签", "enrol a key, or sign with the valid one", who: [id])
        case .signatureByStranger(let id):
            return Sentence(
                "\(n(id)) 不是推荐人，或签了两次", "\(n(id)) isn't among the recommenders, or signed twice",
                next: "去掉多余的签名", "take the surplus signature out", who: [id])
        default:
            return Sentence(
                "推荐书的校验值不是所签文字的", "the paper's hash isn't that of the text signed",
                next: "全部在程序内签署时，推荐书就是所签文字", "where all sign in the program, the paper is that text"
            )
        }
    }
}
