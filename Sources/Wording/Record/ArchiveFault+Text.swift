// SPDX-License-Identifier: GPL-3.0-or-later
import Ballot
import Basics
import Personnel

extension ArchiveFault {
    /// What is wrong, and where: a phrase that stands behind "E-ARCHIVE".
    public var text: Text {
        switch self {
        case .notAnArchive:
            Text("不是完整的 Belenios 票档", "this isn't a whole Belenios archive")
        case .tail:
            Text("票档末尾有多余内容，或被截断", "something stands behind the archive's last file, or it is cut")
        case .file(let name):
            Text(
                "文件 \(show(name)) 与其哈希不符、重复，或无处引用",
                "file \(show(name)) doesn't match its hash, is repeated, or nothing refers to it")
        case .payload(let of):
            Text(
                "\(show(of)) 的内容缺失或读不懂", "the contents of \(show(of)) are missing or can't be read")
        case .chain(let height):
            Text(
                "事件链在第 \(height) 步断开，或此步不应出现在这里",
                "the chain of events breaks at height \(height), or that event may not stand there")
        case .unfinished(let after):
            Text(
                "票档没有结束：\(show(after)) 之后没有应有的步骤（尾部可能被截）",
                "the archive isn't finished: what has to follow \(show(after)) is missing (its tail may be cut)"
            )
        case .unsupported(let what):
            Text(
                "票档用到本程序不核验的内容：\(show(what))",
                "the archive uses what this program doesn't check: \(show(what))")
        case .group(let name):
            Text(
                "群 \(show(name)) 不受支持，只核验 BELENIOS-2048",
                "group \(show(name)) isn't supported, only BELENIOS-2048 is")
        case .questions: Text("票面题目不成立", "the questions make no paper")
        case .credential(let n): Text("第 \(n) 个投票凭证无效", "credential \(n) is invalid")
        case .repeatedCredential(let n): Text("第 \(n) 个投票凭证重复", "credential \(n) is a repetition")
        case .trustee(let n):
            Text("第 \(n) 位监票人的公钥证明不成立", "the proof of teller \(n)'s key doesn't hold")
        case .electionKey:
            Text("选举公钥不是各监票人公钥之积", "the election's key isn't the product of the tellers' keys")
        case .ballot(let n, let fault):
            Text("第 \(n) 张票：\(fault.text.zh)", "ballot \(n): \(fault.text.en)")
        case .numTallied(let said, let counted):
            Text(
                "计入票数不符：称 \(said) 张，实为 \(counted) 张（或权重不符）",
                "the number of ballots counted is wrong: \(said) said, \(counted) there (or the weights differ)"
            )
        case .encryptedTally(let q):
            Text(
                "第 \(q) 题的密文合计不等于各票之积", "question \(q): the encrypted sum isn't that of the ballots"
            )
        case .decryption(let n):
            Text(
                "第 \(n) 位监票人的部分解密证明不成立",
                "the proof of teller \(n)'s partial decryption doesn't hold")
        case .missingDecryptions: Text("缺少监票人的部分解密", "a teller's partial decryption is missing")
        case .result(let q):
            Text("第 \(q) 题公布的票数与解密结果不符", "question \(q): the result isn't what was decrypted")
        }
    }
}

extension BallotFault {
    public var text: Text {
        switch self {
        case .notCanonical: Text("不是规定的写法", "not written in the one prescribed form")
        case .otherElection: Text("是另一次选举的票", "made for another election")
        case .unknownCredential: Text("凭证不在名册上", "its credential isn't on the list")
        case .answers: Text("题数不符", "the number of answers is wrong")
        case .shape(let q): Text("第 \(q) 题的选项数不符", "question \(q): the number of choices is wrong")
        case .notInGroup(let q, let a):
            Text(
                "第 \(q) 题第 \(a) 项的密文不在群内", "question \(q), choice \(a): not an element of the group"
            )
        case .individualProof(let q, let a):
            Text(
                "第 \(q) 题第 \(a) 项“非 0 即 1”的证明不成立",
                "question \(q), choice \(a): the proof of 0 or 1 doesn't hold")
        case .overallProof(let q):
            Text(
                "第 \(q) 题选择个数的证明不成立", "question \(q): the proof of how many are chosen doesn't hold"
            )
        case .blankProof(let q):
            Text("第 \(q) 题空白票的证明不成立", "question \(q): the proof about blank votes doesn't hold")
        case .signature: Text("凭证签名不成立", "the credential's signature doesn't hold")
        }
    }
}

private func show(_ text: String) -> String { String(text.prefix(200)) }
