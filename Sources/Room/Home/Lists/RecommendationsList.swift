// SPDX-License-Identifier: GPL-3.0-or-later
import Basics
import Personnel
import Terminal
import Wording

/// Signed recommendations, withdrawn ones too.
struct RecommendationsList: HomeList {
    let name = Text("推荐", "Recommendations")
    let key: Character = "t"

    /// Also at hand where another list is in front.
    static var lodging: [Binding] {
        [
            Binding(
                [.character("w")], nil, Text("填写推荐", "write a recommendation"),
                more: Text("表单填写，本人签署", "in a form, signed by each recommender"),
                .newRecommendation),
            Binding(
                [.character("d")], nil, Text("导入推荐", "import recommendations"),
                more: Text("YAML 文件，先预览，有钥匙的当场签署", "a YAML file, shown first; who has a key signs"),
                .ask(.recommendations)),
        ]
    }

    func emptyWords(_ app: App) -> Text {
        Text(
            "还没有实名推荐。按 w 填写，d 导入文件。",
            "No signed recommendations yet. w writes one, d imports a file.")
    }

    func count(_ app: App) -> Int { app.snapshot.personnel.recommendations.count }

    func bindings(_ app: App) -> [Binding] {
        Self.lodging + [
            Binding([.character("x")], nil, Text("撤回…", "withdraw…"), .personnelMenu)
        ]
    }

    func table(_ app: App) -> HomeTable {
        let n = app.snapshot.names
        return HomeTable(
            heads: [
                Text("编号", "Id"), Text("推荐人", "Recommenders"), Text("被推荐人", "Candidate"),
                Text("推荐职务", "Post"), Text("签署", "Signed"), Text("状态", "State"),
            ],
            rows: app.snapshot.personnel.recommendationsByID.map { f in
                [
                    f.recommendation.id.rawValue,
                    app.setting(n(f.recommendation.recommenders.map(\.person))),
                    n(f.recommendation.candidate), f.recommendation.post,
                    "\(f.recommendation.signedOn)",
                    f.isWithdrawn
                        ? app.setting("已撤回", "withdrawn")
                        : f.frozenBy.isEmpty
                            ? app.setting("待用", "ready") : app.setting("已冻结", "frozen"),
                ]
            }, least: [5, 16, 10, 16, 10, 8], growing: [1, 3])
    }

    func open(_ line: Int, _ app: inout App) -> [Effect] {
        guard var page = table(app).page(of: line), let r = recommendation(at: line, app) else {
            return []
        }
        page.lines.append(Text("理由：", "Reasons: ") + Text(same: r.reasons))
        page.lines += r.recommenders.map {
            Text(
                "\(app.snapshot.names($0.person))：与被推荐人关系 \($0.relation.text.zh)",
                "\(app.snapshot.names($0.person)): relation \($0.relation.text.en)")
        }
        app.overlays.append(.page(page))
        return []
    }

    func personnelActs(on line: Int, _ app: App) -> (acts: [OfferedPersonnelAct], title: Text)? {
        recommendation(at: line, app).map { r in
            (app.snapshot.acts(on: r.id), Text("推荐 \(r.id)", "recommendation \(r.id)"))
        }
    }

    private func recommendation(at line: Int, _ app: App) -> Recommendation? {
        let all = app.snapshot.personnel.recommendationsByID
        return all.indices.contains(line) ? all[line].recommendation : nil
    }
}
