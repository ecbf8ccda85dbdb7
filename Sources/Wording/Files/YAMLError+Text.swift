// SPDX-License-Identifier: GPL-3.0-or-later
import Basics

/// What libyaml says of a text that isn't YAML, in both languages: what people run into has a Chinese sentence
/// that says what to do, a rare one stands as libyaml puts it, under its name.
enum YAMLError {
    private static let chinese = [
        "did not find expected node content": "这里缺少内容，或有一个字符要放进引号",
        "did not find expected key": "这里应是一个名称；请核对这一行的缩进和上一行的引号",
        "did not find expected '-' indicator": "这里应是 - 开头的一项；请核对缩进",
        "did not find expected ',' or ']'": "方括号里各项之间用半角逗号，末尾用 ]",
        "did not find expected ',' or '}'": "花括号里各项之间用半角逗号，末尾用 }",
        "could not find expected ':'": "名称后面缺少冒号",
        "mapping values are not allowed in this context":
            "这里不能有“名称: 值”；请核对缩进，文字里有冒号的要放进引号",
        "mapping keys are not allowed in this context": "这里不能有问号开头的名称；文字请放进引号",
        "block sequence entries are not allowed in this context": "这里不能有 - 开头的一项；请核对缩进",
        "found character that cannot start any token": "文字不能以这个字符开头；请放进引号",
        "found unexpected end of stream": "引号没有结束",
        "found unexpected document indicator": "引号没有结束，就出现了 --- 或 ...",
        "found a tab character that violates indentation": "缩进用了制表符，请改用空格",
        "found a tab character where an indentation space is expected": "缩进用了制表符，请改用空格",
        "found unknown escape character": "双引号里反斜杠后面的字符不认识；反斜杠要写两个",
        "did not find expected hexdecimal number": "双引号里 \\x、\\u 后面应是十六进制数字",
        "found invalid Unicode character escape code": "双引号里 \\u 后面的编码不是字符",
        "did not find expected comment or line break": "| 或 > 后面应换行",
        "did not find expected <document start>": "前面的内容已经结束，这里多出了文字",
        "but found another document": "一个文件里只能有一份内容，--- 后面又开始了一份",
        "found unexpected ':'": "这里不能有冒号；文字请放进引号",
        "found an indentation indicator equal to 0": "| 或 > 后面的缩进数字不能是 0",
        "found incompatible YAML document": "只认 YAML 1.1 和 1.2；请删去 %YAML 一行",
        "found unknown directive name": "文件不能以 % 开头的指令起始",
        "Maximum nesting level reached, set with yaml_set_max_nest_level())": "嵌套太深",
        "control characters are not allowed": "有控制字符，请删去",
    ]

    /// - Parameter why: as libyaml gives it.
    static func text(_ why: String) -> Text {
        Text("\(chinese[why] ?? "libyaml：\(why)")", "\(why)")
    }
}
