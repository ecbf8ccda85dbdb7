// SPDX-License-Identifier: GPL-3.0-or-later
import Basics
import Intake
import Personnel

extension Diagnostic {
    /// `E-CSV-FIELDS 第 3 行:…` with the file's name in front where it helps.
    public func line(_ language: Language, file: String? = nil) -> String {
        let at = place.map { place in
            // A sentence that begins with the heading says it itself.
            if let header = place.header, !problem.text(language).hasPrefix("“\(header)”") {
                Text("第 \(place.line) 行“\(header)”列：", "line \(place.line), column “\(header)”: ")
            } else if place.header != nil || place.isRow {
                Text("第 \(place.line) 行：", "line \(place.line): ")
            } else {
                Text(
                    "第 \(place.line) 行第 \(place.column) 列：",
                    "line \(place.line), column \(place.column): ")
            }
        }
        let name = problem.namesItsFile ? "" : file.map { $0 + " " } ?? ""
        return "\(code) \(name)\(at?(language) ?? "")\(problem.text(language))"
    }
}

extension [Diagnostic] {
    /// A line each, what refuses the file first. Ids that were given in a row are said together.
    public func lines(_ language: Language, file: String? = nil) -> [String] {
        let given = compactMap {
            if case .generatedID(let id) = $0.problem { id } else { nil }
        }
        let isMany = given.count > 2
        let ordered = (0...2).reversed().flatMap { rank in
            filter { $0.severity.rawValue == rank && !(isMany && $0.code == "N-ID") }
        }
        let together = Text(
            "没有编号的 \(given.count) 人依次用 \(given.first ?? "") 到 \(given.last ?? "")",
            "no ids for \(given.count) people; \(given.first ?? "") to \(given.last ?? "") are used"
        )
        return ordered.map { $0.line(language, file: file) }
            + (isMany ? ["N-ID " + together(language)] : [])
    }
}

extension Problem {
    /// Whether its sentence says which file it is.
    fileprivate var namesItsFile: Bool {
        switch self {
        case .noFile, .notAFile, .noPermission: true
        default: false
        }
    }

    public var text: Text {
        switch self {
        case .noFile(let path):
            Text("找不到文件 \(show(path))", "there is no file \(show(path))")
        case .notAFile(let path):
            Text("\(show(path)) 不是普通文件", "\(show(path)) isn't a regular file")
        case .noPermission(let path):
            Text("没有权限读取 \(show(path))", "no permission to read \(show(path))")
        case .tooLarge(let limit):
            Text("文件过大（上限 \(limit >> 20) MB）", "the file is too large (limit \(limit >> 20) MB)")
        case .nul(let offset):
            Text(
                "第 \(offset) 字节是 NUL，这不是文字文件（图片、文档须另存成文字）",
                "a NUL byte at offset \(offset): this is no text file (a picture or a document has to be saved as text)"
            )
        case .undecodable(let offset):
            Text(
                "第 \(offset) 字节无法解读；请另存为 UTF-8",
                "byte \(offset) can't be read; save the file as UTF-8")
        case .encoding(let name, let sample):
            Text(
                "按 \(name) 读取，请核对前几行：\(sample.joined(separator: " | "))",
                "read as \(name); check the first lines: \(sample.joined(separator: " | "))")
        case .unclosedQuote: Text("引号没有结束", "a quote is never closed")
        case .strayQuote: Text("引号位置不对；字段中的引号须成对", "a stray quote; double it inside a field")
        case .fieldCount(let expected, let got):
            Text("应有 \(expected) 列，实有 \(got) 列", "\(expected) fields expected, \(got) found")
        case .separator(let mark):
            Text(
                "列之间是“\(mark == "\t" ? "制表符" : mark)”，请另存为逗号分隔",
                "fields are separated by “\(mark == "\t" ? "tab" : mark)”; save with commas")
        case .noHeader(let known):
            Text(
                "开头十行里没有一个认得的列名；可用：\(list(known).zh)",
                "not one name of a column is known in the first ten lines; known: \(list(known).en)"
            )
        case .columnsLeftOut(let names):
            Text("用不着的列没有收：", "columns that aren't needed were left out: ")
                + list(names.map(show))
        case .linesLeftOut(let lines):
            Text(
                "表外的行（标题、合计、注、签名）没有收，请核对：",
                "lines outside the table (titles, totals, notes, signatures) were left out, check them: "
            ) + .joined(lines.map { Text(same: show($0)) }, by: Text(" | ", " | "))
        case .cutByRemark(let kept, let cut):
            Text(
                "“\(show(kept))”后面的“\(show(cut))”没有收进去：YAML 里井号（#）后面是注释；要写进去，请给整句加上引号",
                "what follows “\(show(kept))” was left out: “\(show(cut))”. To YAML a # begins a remark; put the whole text in quotes to keep it"
            )
        case .duplicateHeader(let name):
            Text("列名“\(name)”重复", "the column “\(name)” is there twice")
        case .missingHeader(let name):
            Text("缺少列“\(name)”（姓名）", "the column “\(name)” is missing")
        case .tableEmpty: Text("没有内容", "there is nothing in it")
        case .tableTooBig(let limit):
            Text("超过 \(limit) 行", "more than \(limit) rows")
        default: yamlText
        }
    }

    private var yamlText: Text {
        switch self {
        case .yaml(let why):
            Text(
                "YAML 格式错误：\(show(YAMLError.text(why).zh))\(why.contains("':'") ? "；名称后面要用半角冒号加空格（不是“：”）" : "")",
                "not valid YAML: \(show(why))\(why.contains("':'") ? "; a name is followed by a half-width colon and a space" : "")"
            )
        case .workbook:
            Text("这是 Excel 工作簿，请另存为 CSV 再导入", "this is an Excel workbook; save it as CSV first")
        case .alias:
            Text(
                "不支持 YAML 的 & 和 * 引用；文字请加引号",
                "YAML anchors and aliases (& and *) aren't supported; quote a text that begins so")
        case .tag:
            Text(
                "不支持 YAML 的 ! 标签；文字请加引号",
                "YAML tags (!) aren't supported; quote a text that begins so")
        case .duplicateKey(let key):
            Text("“\(show(key))”出现两次", "“\(show(key))” is there twice")
        case .tab: Text("缩进用了制表符，请改用空格", "indented by a tab; use spaces")
        case .depth(let limit): Text("嵌套超过 \(limit) 层", "nested more than \(limit) deep")
        case .unknownKey(let key, let suggestion):
            Text(
                "不认识的“\(key)”\(suggestion.map { "；是不是“\($0)”？" } ?? "")",
                "unknown key “\(key)”\(suggestion.map { "; did you mean “\($0)”?" } ?? "")")
        case .expectedMapping: Text("这里应是“名称： 值”", "“name: value” pairs are expected here")
        case .expectedList: Text("这里应是列表（- 开头）", "a list is expected here")
        case .expectedText: Text("这里应是一行文字", "a text is expected here")
        case .missing(let key): Text("缺少“\(chinese(key))”", "“\(show(key))” is missing")
        case .badQuorum(let raw):
            Text(
                "法定人数“\(show(raw))”无效；须为 1/2 到 1/1 的分数，如 2/3",
                "the quorum “\(show(raw))” isn't a share from 1/2 to 1/1, such as 2/3")
        case .badShare(let raw):
            Text(
                "通过比例“\(show(raw))”无效；须过半数，如 1/2 且 more_than: yes",
                "the share “\(show(raw))” isn't a majority; use 1/2 with more_than: yes, or more")
        case .unsoundProfile(let key):
            Text("“\(show(key))”这样定会使规则落空", "“\(show(key))” as it is would undo the rules")
        case .unknownRule(let raw, let allowed):
            Text(
                "“\(show(raw))”无效；可用：\(list(allowed).zh)",
                "“\(show(raw))” isn't possible; use \(list(allowed).en)")
        default: valueText
        }
    }

    private var valueText: Text {
        switch self {
        case .text(let field, let fault):
            Text("“\(chinese(field))”：", "“\(field)”: ") + fault.text
        case .normalised(let field):
            Text("“\(chinese(field))”已转为标准写法（NFC）", "“\(field)” was put into normal form (NFC)")
        case .trimmed(let field):
            Text("“\(chinese(field))”多余的空格已去掉", "needless spaces in “\(field)” were dropped")
        case .formula(let name):
            Text(
                "“\(show(name))”像公式，按文字保存", "“\(show(name))” looks like a formula; kept as text")
        case .generatedID(let id): Text("没有编号，用 \(id)", "no id given; \(id) is used")
        case .recognised(let people):
            Text(
                "没有编号，按姓名认作登记簿里的人（\(people.count)）：\(list(people.map(show)).zh) · 请核对是不是同一人",
                "no id: taken by the name for who is in the register (\(people.count)): \(list(people.map(show)).en) · make sure that they are the same"
            )
        case .namesakes(let name, let known):
            Text(
                "登记簿里已有“\(show(name))”：\(list(known.map(show)).zh)，不知道指谁 · 写上编号；是新人的，编一个新编号，再用“区分”列区别",
                "“\(show(name))” is in the register: \(list(known.map(show)).en); who is meant can't be told · give the id; somebody new takes a new one, and a distinguisher"
            )
        case .renamed(let id, let was, let now):
            Text(
                "编号 \(id) 在登记簿里是“\(show(was))”，这里是“\(show(now))” · 是另一个人的，换一个编号或不写编号；确是改名的，在人员页按 e 改，命令行加 --rename",
                "\(id) is “\(show(was))” in the register and “\(show(now))” here · somebody else takes another id, or none; a person whose name changed is edited with e on the people page, or taken in with --rename on the command line"
            )
        case .noName(let text):
            Text(
                "“\(show(text))”不是姓名：没有人的行请删去，有人的请填姓名",
                "“\(show(text))” isn't a name: take the row out, or fill the name in")
        case .lostCharacter(let name):
            Text(
                "“\(show(name))”里的问号多半是另存时丢失的生僻字：请另存为 UTF-8，核对姓名",
                "the ? in “\(show(name))” is most likely a character that was lost: save the file as UTF-8, and check the name"
            )
        case .badID(let raw):
            Text(
                "编号“\(show(raw))”无效；用字母、数字、-、_、.",
                "the id “\(show(raw))” isn't well formed; use letters, digits, - _ .")
        case .badValue(let field, let value, let allowed):
            Text(
                "“\(chinese(field))”不能是“\(show(value))”；可用：\(list(own(allowed, .zh)).zh)\(field == "in_charge" ? "；都不是就空着" : "")",
                "“\(field)” can't be “\(show(value))”; use \(list(own(allowed, .en)).en)\(field == "in_charge" ? "; where none fits leave it empty" : "")"
            )
        case .badNumber(let field, let value):
            Text(
                "“\(chinese(field))”不能是“\(show(value))”；须为合适的整数",
                "“\(field)” can't be “\(show(value))”; a whole number in range is needed")
        case .badDate(let field, let value):
            Text(
                "“\(chinese(field))”不是日期：“\(show(value))”；写作 2026-11-23",
                "“\(field)” isn't a date: “\(show(value))”; write 2026-11-23")
        case .badTime(let field, let value):
            Text(
                "“\(chinese(field))”不是时间：“\(show(value))”；写作 2026-11-23T14:30:00+08:00",
                "“\(field)” isn't a time: “\(show(value))”; write 2026-11-23T14:30:00+08:00")
        case .badHash(let raw):
            Text(
                "“\(show(raw))”不是 SHA-256（64 位小写十六进制）",
                "“\(show(raw))” isn't a SHA-256 (64 lower-case hexadecimal digits)")
        default: peopleText
        }
    }

    private var peopleText: Text {
        switch self {
        case .duplicateName(let name, let line):
            Text(
                "“\(show(name))”与第 \(line) 行同名；同名者都须填“区分”",
                "“\(show(name))” has the name of line \(line); both need a distinguisher")
        case .duplicateID(let id, let line):
            Text("编号 \(show(id)) 与第 \(line) 行重复", "the id \(show(id)) is also on line \(line)")
        case .duplicateRank(let rank, let line):
            Text("序号 \(rank) 与第 \(line) 行重复", "the rank \(rank) is also on line \(line)")
        case .confusable(let a, let b):
            Text(
                "“\(show(a))”和“\(show(b))”看起来一样，请用单位或编号区分",
                "“\(show(a))” and “\(show(b))” look alike; tell them apart by unit or number")
        case .noChief: Text("没有主要负责人", "there is no chief")
        case .tooManyChiefs(let count):
            Text(
                "主要负责人 \(count) 名；至多党委、行政各一名",
                "\(count) chiefs; at most one party and one administrative head")
        case .smallGroup(let count):
            Text(
                "只有 \(count) 名成员，不可能保密票决", "\(count) members only: no ballot can be secret")
        case .unknownPerson(let id):
            Text("登记簿里没有人员 \(show(id))", "the register has no person \(show(id))")
        case .unknownRecommendation(let id):
            Text("登记簿里没有推荐 \(show(id))", "the register has no recommendation \(show(id))")
        case .withdrawnRecommendation(let id):
            Text("推荐 \(show(id)) 已撤回", "recommendation \(show(id)) is withdrawn")
        case .unknownProfile(let name, let known):
            Text(
                "没有规程 \(show(name))；内置：\(list(known).zh)",
                "no profile \(show(name)); built in: \(list(known).en)")
        case .unknownKind(let kind, let known):
            Text(
                "规程里没有类别 \(show(kind))；可用：\(list(known).zh)",
                "the profile has no kind \(show(kind)); it has \(list(known).en)")
        case .unknownPrerequisite(let id, let known):
            Text(
                "此类事项没有材料 \(show(id))；须：\(list(known).zh)",
                "this kind has no prerequisite \(show(id)); it needs \(list(known).en)")
        case .unknownFact(let id, let known):
            Text(
                "规程里没有情形 \(show(id))；可用：\(list(known).zh)",
                "the profile has no fact \(show(id)); it has \(list(known).en)")
        case .unknownConclusion(let id, let known):
            Text(
                "这份材料没有结论 \(show(id))；可用：\(list(known).zh)",
                "this paper has no conclusion \(show(id)); it has \(list(known).en)")
        case .unknownPrior(let id):
            Text(
                "登记簿里没有会议 \(show(id)) 的该议题",
                "the register has no such matter of meeting \(show(id))")
        default: Text(same: code)
        }
    }
}

extension TextFault {
    public var text: Text {
        switch self {
        case .control(let scalar, let position):
            Text(
                "第 \(position) 个字符是控制字符 \(hex(scalar))",
                "control character \(hex(scalar)) at position \(position)")
        case .bidirectional(let scalar, let position):
            Text(
                "第 \(position) 个字符会改变文字方向 <\(hex(scalar))>",
                "direction override <\(hex(scalar))> at position \(position)")
        case .invisible(let scalar, let position):
            Text(
                "第 \(position) 个字符看不见 <\(hex(scalar))>",
                "invisible character <\(hex(scalar))> at position \(position)")
        case .lineBreak(let scalar, let position):
            Text(
                "第 \(position) 个字符是换行 <\(hex(scalar))>",
                "line break <\(hex(scalar))> at position \(position)")
        case .marks(let position):
            Text(
                "第 \(position) 个字符处叠加符号过多（至多 4 个）",
                "too many combining marks at position \(position) (at most 4)")
        case .privateUse(let scalar, let position):
            Text(
                "第 \(position) 个字符 <\(hex(scalar))> 是自造字，换台电脑就看不到",
                "private-use character <\(hex(scalar))> at position \(position) means nothing elsewhere"
            )
        case .empty: Text("不能为空", "must not be empty")
        case .long(let count, let limit):
            Text("\(count) 个字，上限 \(limit) 个", "\(count) characters, at most \(limit)")
        }
    }
}

private func hex(_ scalar: UInt32) -> String {
    let digits = String(scalar, radix: 16, uppercase: true)
    return "U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
}

/// Of words that may be written in either language, those of this one.
private func own(_ words: [String], _ language: Language) -> [String] {
    let own = words.filter { $0.allSatisfy(\.isASCII) == (language == .en) }
    return own.isEmpty ? words : own
}

private func show(_ text: String) -> String { String(text.prefix(200)) }

/// A field by the name it has in Chinese files.
private func chinese(_ field: String) -> String {
    let names = [
        "id": "编号", "name": "姓名", "rank": "序号", "post": "职务", "unit": "单位",
        "chief": "主要负责人", "in_charge": "分管", "distinguisher": "区分", "meeting": "会议",
        "title": "标题", "organisation": "单位", "place": "地点", "time": "时间",
        "profile": "规程", "presiding": "主持人", "secretary": "记录人", "attendees": "列席",
        "tellers": "监票人", "papers": "送达", "matters": "议题", "kind": "类别",
        "candidates": "人选", "recommendations": "推荐", "prerequisites": "材料", "by": "提交人",
        "on": "日期", "document": "文件", "file": "附件", "person": "人员", "relation": "关系",
        "recommenders": "推荐人", "lead": "首推人", "candidate": "被推荐人", "reasons": "理由",
        "signed": "签署日期", "paper": "推荐书", "minutes": "会议纪要", "date": "日期",
        "what": "内容", "to": "成员", "facts": "情形", "conclusion": "结论", "with": "参加人",
        "figures": "数据",
    ]
    return names[field] ?? field
}
