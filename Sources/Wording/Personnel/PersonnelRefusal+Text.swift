// SPDX-License-Identifier: GPL-3.0-or-later
import Basics
import Personnel

extension PersonnelRefusal {
    func sentence(_ n: Names) -> Sentence {
        switch self {
        case .registerNotOpened:
            return Sentence(
                "登记簿还没有建立", "the register isn't opened yet",
                next: "先用 lastword init 建立", "make it with lastword init")
        case .registerAlreadyOpened:
            return Sentence(
                "登记簿已经建立", "the register is open already", next: "直接使用即可", "use it as it is")
        case .malformedID(let id):
            return Sentence(
                "编号“\(id)”不合格式", "the id “\(id)” isn't well formed",
                next: "用 1 至 40 个字母、数字、-、_ 或 .", "use 1 to 40 letters, digits, - _ or .")
        case .duplicatePerson(let id):
            return Sentence(
                "编号 \(id) 出现两次", "the id \(id) is given twice",
                next: "每人一个编号", "give everybody their own", who: [id])
        case .indistinguishable(let a, let b):
            return Sentence(
                "\(a) 和 \(b) 同名，无法区分",
                "\(a) and \(b) have one name and can't be told apart",
                next: "给两人各加区分", "add a distinguisher to both", who: [a, b])
        case .sharedRank(let a, let b, let rank):
            return Sentence(
                "登记簿里 \(n.withID(a).zh) 和 \(n.withID(b).zh) 的序号都是 \(rank)",
                "\(n.withID(a).en) and \(n.withID(b).en) would both have rank \(rank)",
                next: "已不是成员的也列入名单，序号留空", "list who is no member any more with an empty rank",
                who: [a, b])
        case .sharedChief(let a, let b):
            return Sentence(
                "登记簿里 \(n.withID(a).zh) 和 \(n.withID(b).zh) 是同一类主要负责人",
                "\(n.withID(a).en) and \(n.withID(b).en) would be chiefs of one kind",
                next: "卸任的也列入名单，改好再导入", "list who has stepped down as well, and import again",
                who: [a, b])
        case .unknownPerson(let id):
            return Sentence(
                "登记簿里没有 \(n(id))", "the register doesn't know \(n(id))",
                next: "先导入此人", "import them first", who: [id])
        case .notAMember(let id):
            return Sentence(
                "\(n(id)) 不是班子成员（没有序号）", "\(n(id)) isn't a member of the group (no rank)",
                next: "应到会只列班子成员", "list members only", who: [id])
        case .missingFromRoll(let id):
            return Sentence(
                "应到会名单漏了成员 \(n(id))", "the roll leaves out \(n(id)), a member",
                next: "全体成员都须列入应到会", "every member belongs on it", who: [id])
        case .malformedHash(let title):
            return Sentence(
                "“\(title)”的校验值不是 SHA-256", "the hash of “\(title)” isn't a SHA-256",
                next: "须 64 位小写十六进制", "64 lower-case hexadecimal digits are needed")
        case .impossibleOffset(let minutes):
            return Sentence(
                "时差 \(minutes) 分钟不存在", "no clock is \(minutes) minutes off Greenwich",
                next: "写作 +08:00", "write it as +08:00")
        case .missingTitle:
            return Sentence(
                "文件缺标题", "a document has no title", next: "写明标题", "name it")
        case .missingText(let place):
            return Sentence(
                "“\(place.text.zh)”不能为空", "the \(place.text.en) is missing",
                next: "请填写", "fill it in")
        case .duplicateRecommendation(let id):
            return Sentence(
                "推荐 \(id) 已登记", "recommendation \(id) is on record",
                next: "换一个编号", "use another id")
        case .unknownRecommendation(let id):
            return Sentence(
                "没有推荐 \(id)", "there is no recommendation \(id)",
                next: "先登记推荐", "lodge it first")
        case .noRecommender:
            return Sentence(
                "没有署名的推荐无效", "an unsigned recommendation is void",
                next: "写明推荐人", "name who signs")
        case .repeatedRecommender(let id):
            return Sentence(
                "推荐人 \(n(id)) 重复", "\(n(id)) signs twice",
                next: "每人署名一次", "everybody signs once", who: [id])
        case .wrongSignerCount(let kind):
            let personal = kind == .personal
            return Sentence(
                personal ? "个人推荐只能有一名推荐人" : "联名推荐须两人以上",
                personal
                    ? "a personal recommendation has one signer"
                    : "a joint recommendation has two signers or more",
                next: "请核对形式和推荐人", "check kind and signers")
        case .leadMissing:
            return Sentence(
                "集体推荐须写明首推人", "a collective recommendation names its lead recommender",
                next: "写明首推人", "name the lead")
        case .leadNotASigner(let id):
            return Sentence(
                "首推人 \(n(id)) 没有署名", "the lead \(n(id)) hasn't signed",
                next: "首推人须在推荐人之中", "the lead is one of the signers", who: [id])
        case .minutesMissing:
            return Sentence(
                "集体推荐须附会议纪要", "a collective recommendation attaches the body's minutes",
                next: "附上会议纪要", "attach them")
        case .selfRecommendation(let id):
            return Sentence(
                "\(n(id)) 不能推荐自己", "\(n(id)) can't recommend themselves",
                next: "由他人推荐", "somebody else recommends", who: [id])
        case .barredRecommender(let id, let through):
            return Sentence(
                "\(n(id)) 在 \(through) 前不得推荐干部", "\(n(id)) may not recommend through \(through)",
                next: "由其他人推荐", "somebody else recommends", who: [id])
        case .paperHashMissing:
            return Sentence(
                "推荐书须有扫描件的 SHA-256", "the signed paper needs the SHA-256 of its scan",
                next: "用 file: 指明扫描件，或填写 sha256", "name the scan with file:, or give sha256")
        case .attachmentHashMissing, .malformedKey, .wrongWitnesses, .keyIsActive, .keyIsAnothers,
            .noKey, .signatureMissing, .signatureInvalid, .signatureByUnknownKey,
            .signatureByStranger, .paperIsNotStatement, .paperMissing:
            return signatureSentence(n)
        case .signedInFuture(let day):
            return Sentence(
                "签署日期 \(day) 在今天之后", "the signing date \(day) is after today",
                next: "请核对日期", "check the date")
        case .alreadyWithdrawn(let id):
            return Sentence(
                "推荐 \(id) 已撤回", "recommendation \(id) is withdrawn",
                next: "另行登记新的推荐", "lodge a new one")
        case .notItsRecommender(let id):
            return Sentence(
                "\(n(id)) 不是该推荐的推荐人", "\(n(id)) hasn't signed that recommendation",
                next: "由推荐人撤回", "one of its signers withdraws it", who: [id])
        default: return accountabilitySentence(n)
        }
    }

    private func accountabilitySentence(_ n: Names) -> Sentence {
        switch self {
        case .duplicateAppointment(let id):
            return Sentence(
                "任命 \(id) 已登记", "appointment \(id) is on record", next: "无须重复", "nothing to do")
        case .unknownAppointment(let id):
            return Sentence(
                "没有任命 \(id)", "there is no appointment \(id)",
                next: "请核对会议和议题", "check meeting and matter")
        case .wrongStage(let id, let stage):
            return Sentence(
                "任命 \(id) 现在是“\(stage.text.zh)”，不到这一步",
                "appointment \(id) is at: \(stage.text.en); this step isn't due",
                next: "依次：公示、任职、试用期、正式任职", "in order: notice, office, probation, confirmation")
        case .heldMeanwhile(let id):
            return Sentence(
                "任命 \(id) 正在复议，或已由复议决定", "appointment \(id) is being reconsidered, or has been",
                next: "等复议的会议闭会，按其决定办理", "wait until that meeting closes, and go by its decision")
        case .noNoticeDue(let id):
            return Sentence(
                "任职 \(id) 不需要公示，或已经登记不公示",
                "no public notice of \(id) is due, or its exemption is on record",
                next: "直接登记到任", "record the taking of office")
        case .nameNotKept:
            return Sentence(
                "匿名或者要求保密的，不登记姓名", "the name of somebody anonymous or confidential isn't kept",
                next: "姓名一栏留空", "leave the name empty")
        case .noticeTooShort(let days, let needed):
            return Sentence(
                "公示只有 \(days) 个工作日，至少须 \(needed) 个",
                "the notice runs \(days) working days; \(needed) are the least",
                next: "延长公示期", "make it longer")
        case .noticeRunning(let through):
            return Sentence(
                "公示到 \(through) 才满", "the notice runs through \(through)",
                next: "公示期满后任职", "take office after it")
        case .openObjections(let count):
            return Sentence(
                "还有 \(count) 件异议未处理", "\(count) objections are unsettled",
                next: "先处理异议", "settle them first")
        case .noOpenObjection:
            return Sentence(
                "没有未处理的异议", "there is no open objection", next: "无须处理", "nothing to settle")
        case .probationRunning(let through):
            return Sentence(
                "试用期到 \(through)", "probation runs through \(through)",
                next: "期满后办理正式任职手续", "confirm when it is over")
        case .extensionDateMissing:
            return Sentence(
                "延长试用期须写明更晚的截止日期", "an extension needs a later last day",
                next: "写明截止日期", "give the date")
        case .outcomeBeforeDecision(let day):
            return Sentence(
                "日期早于任命决定（\(day)）", "the date is before the decision (\(day))",
                next: "请核对日期", "check the date")
        case .dateTooEarly(let day, let earliest):
            return Sentence(
                "日期 \(day) 早于它所依据的事（\(earliest)）",
                "the date \(day) is before what it follows from (\(earliest))",
                next: "请核对日期", "check the date")
        case .periodTooLong:
            return Sentence(
                "期限过长", "the period is too long", next: "请核对起止日期", "check both dates")
        case .duplicateOutcome(let id, let day):
            return Sentence(
                "任命 \(id) 的这一结果（\(day)）已有登记",
                "this outcome of \(id) (\(day)) is on record already",
                next: "不必再登记", "nothing is to be done")
        case .heldFromGrade(let person, let through):
            return Sentence(
                "\(n(person)) 在影响期内，至 \(through) 不得评为优秀",
                "\(n(person)) can't be graded outstanding through \(through)",
                next: "请核对考核等次", "check the grade")
        case .dateInFuture(let day):
            return Sentence(
                "日期 \(day) 在今天之后", "the date \(day) is after today",
                next: "到时再登记", "record it when it has happened")
        case .noReview(let id):
            return Sentence(
                "任命 \(id) 没有启动倒查", "no backward review of \(id) is open",
                next: "发生应当倒查的情形登记后自动启动", "an adverse outcome on record opens it")
        case .duplicateFinding(let id):
            return Sentence(
                "认定 \(id) 已登记", "finding \(id) is on record", next: "换一个编号", "use another id")
        case .unknownFinding(let id):
            return Sentence(
                "没有认定 \(id)", "there is no finding \(id)", next: "请核对编号", "check the id")
        case .notAccountable(let id):
            return Sentence(
                "\(n(id)) 在这次任职中没有登记的身份；怎样投票从不追究",
                "\(n(id)) stood in no capacity towards this appointment; nobody answers for how they voted",
                next: "选按当日记录列出的人，或以“其他直接责任人”认定并写明理由",
                "choose one of those on record, or find them as another directly responsible, with the reason",
                who: [id])
        case .otherCapacity(let id, let known):
            let all = list(known.map(\.text))
            return Sentence(
                "\(n(id)) 当日的身份是：\(all.zh)", "\(n(id)) stood in another capacity: \(all.en)",
                next: "改选其中一种身份", "choose one of these", who: [id])
        case .partMissing(let id):
            return Sentence(
                "以“其他直接责任人”认定 \(n(id))，须写明其所起作用；有身份的不写",
                "find \(n(id)) as another directly responsible with a word on their part, and in a capacity without one",
                next: "填写或清空“所起作用”", "fill that in, or leave it empty", who: [id])
        case .repeatedPerson(let id):
            return Sentence(
                "\(n(id)) 写了两次", "\(n(id)) is named twice", next: "每人只写一次", "name each once",
                who: [id])
        case .liabilityMismatch:
            return Sentence(
                "性质“无责任”只能与处理“不追责”相配", "no liability goes with no failure, and only with that",
                next: "请核对种类和处理", "check kind and grade")
        case .minutesUnsigned(let id):
            return Sentence(
                "会议 \(id) 的会议记录没有人签名", "nobody has signed the minutes of meeting \(id)",
                next: "由有钥匙的人签署，或登记签名纸件的扫描件",
                "somebody with a key signs, or the scan of the signed paper goes on record")
        case .approvalUnsigned(let id):
            return Sentence(
                "主持人 \(n(id)) 没有签名，会议记录不算审定",
                "\(n(id)), who presided, hasn't signed: the minutes aren't approved",
                next: "由其用钥匙签署，或登记有其签名的纸件扫描件",
                "they sign with their key, or the scan of the paper with their signature goes on record",
                who: [id])
        case .signedTwice(let id):
            return Sentence(
                "\(n(id)) 签了两次", "\(n(id)) signs twice", next: "每人签一次",
                "everybody signs once", who: [id])
        case .minutesTooEarly(let id):
            return Sentence(
                "会议 \(id) 还没有闭会", "meeting \(id) isn't over", next: "闭会后再封存会议记录",
                "seal its minutes when it is closed")
        case .noSignerOfMinutes(let id):
            return Sentence(
                "\(n(id)) 不在签名人之列：会议记录由主持人、监票人、记录人签名",
                "\(n(id)) doesn't sign these minutes: the presiding member, the tellers and the secretary do",
                next: "去掉多余的签名", "leave the signature out")
        case .notPresiding(let id):
            return Sentence(
                "\(n(id)) 不是这次会议的主持人", "\(n(id)) didn't preside at this meeting",
                next: "由主持人审定会议记录", "the presiding member approves them", who: [id])
        case .alreadyAppealed(let id):
            return Sentence(
                "认定 \(id) 已有申诉", "finding \(id) is under appeal", next: "等待申诉决定",
                "await the decision")
        case .noAppeal(let id):
            return Sentence(
                "认定 \(id) 没有待决申诉", "finding \(id) has no open appeal",
                next: "先登记申诉", "record the appeal first")
        case .findingRevoked(let id):
            return Sentence(
                "认定 \(id) 已撤销", "finding \(id) is revoked", next: "如有新依据，另行认定",
                "make a new one if there are grounds")
        case .duplicateConsequence(let id):
            return Sentence(
                "处理影响 \(id) 已登记", "consequence \(id) is on record", next: "换一个编号", "use another id")
        case .wrongPerson(let id):
            return Sentence(
                "该认定不是对 \(n(id)) 作出的", "that finding isn't about \(n(id))",
                next: "请核对人员", "check the person", who: [id])
        case .consequenceWithoutLiability(let id):
            return Sentence(
                "认定 \(id) 为无责任，不能附带处理影响",
                "finding \(id) finds no liability; nothing follows from it",
                next: "请核对认定", "check the finding")
        case .chiefManagesNothing(let id):
            return Sentence(
                "\(n(id)) 是主要负责人，不直接分管", "\(n(id)) is a chief, and manages no power",
                next: "由副职分管", "a deputy manages it", who: [id])
        case .managedAlready(let power):
            return Sentence(
                "“\(power.text.zh)”的分工已经是这样", "the division of “\(power.text.en)” is so already",
                next: "没有变化的不必登记", "there is nothing to record")
        case .noSuchTask(let task):
            return Sentence(
                "会议 \(task.meeting) 的议题 \(task.matter) 没有第 \(task.task) 项交办，或者会议还没有结束",
                "meeting \(task.meeting) gave no task \(task.task) on matter \(task.matter), or isn't over",
                next: "核对会议、议题和序号", "check meeting, matter and number")
        case .taskIsDone(let task):
            return Sentence(
                "会议 \(task.meeting) 议题 \(task.matter) 的第 \(task.task) 项交办已经报告办结",
                "task \(task.task) of meeting \(task.meeting) on matter \(task.matter) was reported as done",
                next: "不必再报", "there is nothing more to report")
        case .periodReversed(let from, let through):
            return Sentence(
                "影响期 \(from) 至 \(through) 颠倒", "the period \(from) to \(through) runs backwards",
                next: "请核对日期", "check the dates")
        default:
            return Sentence(
                "规则 \(rule.rawValue) 不允许", "rule \(rule.rawValue) doesn't allow it",
                next: "请核对", "check it")
        }
    }
}

extension PersonnelRefusal.TextPlace {
    var text: Text {
        switch self {
        case .reasons: Text("理由", "reasons")
        case .words: Text("内容", "words")
        case .post: Text("职务", "post")
        case .body: Text("机关", "body")
        case .organisation: Text("单位", "organisation")
        case .name: Text("姓名", "name")
        }
    }
}
