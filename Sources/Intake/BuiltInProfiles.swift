/// The profiles that come with the program, as the files they would be. They are text in the
/// program, not resources beside it: a copied binary still has them.
public enum BuiltInProfiles {
    public static let names = ["nanchuan", "regulation-2019"]
    public static let standard = "nanchuan"

    /// The file of a built-in profile; nil where there is none of that name.
    public static func text(of name: String) -> String? {
        switch name {
        case "nanchuan": nanchuan
        case "regulation-2019": regulation2019
        default: nil
        }
    }

    private static let nanchuan = """
        # 南川分权规程:副职直管、正职监督、末位表态、无记名票决、实名推荐。
        # Nanchuan: the deputy brings it, the chief speaks last, the ballot is secret.
        profile: nanchuan
        version: 1
        title: { zh: 南川“五不直管”议事规程, en: Nanchuan division-of-powers procedure }
        sources:
          - 重庆市南川区党政主要负责人“五不直管”改革(财务、人事、工程项目、行政审批、行政执法)
          - 党政领导干部选拔任用工作条例(2019)“讨论决定”章
          - 干部选拔任用工作监督检查和责任追究办法(2019)
        quorum: 2/3
        chief_order: [administrative, party]
        recused_count_as_entitled: yes
        may_pass: no
        words_required: [against, defer]
        ballot: after-chief
        chief_recommendation: refuse
        voids_before_paper: 3
        division_margin: 1
        notice_working_days: 3
        personnel_notice_working_days: 1
        public_notice_working_days: 5
        probation_months: 12
        kinds:
        """ + "\n" + personnelKinds(veto: "sitting") + powersKinds(veto: "sitting")

    private static let regulation2019 = """
        # 《党政领导干部选拔任用工作条例》(2019)的通行做法:无否决权,近亲属回避,末位表态。
        # The 2019 regulation as commonly applied: no veto on personnel decisions.
        profile: regulation-2019
        version: 1
        title: { zh: 干部任用条例(2019)通行规程, en: Regulation on appointing cadres (2019) }
        sources:
          - 党政领导干部选拔任用工作条例(2019)“讨论决定”“任职”“纪律和监督”章
          - 中国共产党党组工作条例(末位表态)
        quorum: 2/3
        chief_order: [administrative, party]
        recused_count_as_entitled: yes
        may_pass: no
        words_required: [against, defer]
        ballot: after-chief
        chief_recommendation: mark
        voids_before_paper: 3
        division_margin: 2
        notice_working_days: 3
        personnel_notice_working_days: 1
        public_notice_working_days: 5
        probation_months: 12
        kinds:
        """ + "\n" + personnelKinds(veto: "none") + powersKinds(veto: "none")

    /// Matters about people. M1, M2.
    private static func personnelKinds(veto: String) -> String {
        """
          - id: appointment
            title: { zh: 任命, en: appointment }
            power: personnel
            about_people: yes
            form: approval
            passing: { share: 1/2, more_than: yes, of: entitled }
            veto: \(veto)
            appoints: yes
            recommendations: 1
            prerequisites:
        """ + "\n" + papers + """
              - id: contested-appointment
                title: { zh: 差额任命, en: contested appointment }
                power: personnel
                about_people: yes
                form: contested
                passing: { share: 1/2, more_than: yes, of: entitled }
                no_majority: run-off
                veto: \(veto)
                appoints: yes
                recommendations: 1
                prerequisites:
            """ + "\n" + papers + """
                  - id: removal
                    title: { zh: 免职, en: removal }
                    power: personnel
                    about_people: yes
                    form: approval
                    passing: { share: 1/2, more_than: yes, of: entitled }
                    veto: \(veto)
                    prerequisites:
                      - id: proposal
                        title: { zh: 书面建议方案, en: written proposal }
                        by_deputy: yes
                        document: yes
                      - id: grounds
                        title: { zh: 免职依据材料, en: grounds for removal }
                        document: yes
                  - id: appraisal
                    title: { zh: 民主评议, en: appraisal }
                    power: personnel
                    about_people: yes
                    form: graded
                    grades:
                      - { zh: 优秀, en: outstanding }
                      - { zh: 称职, en: competent }
                      - { zh: 基本称职, en: basically competent }
                      - { zh: 不称职, en: incompetent }
                    veto: none
                    prerequisites:
                      - id: report
                        title: { zh: 述职报告, en: report on duties }
                        document: yes

                """
    }

    private static let papers =
        """
              - id: consultation
                title: { zh: 征求职工意见, en: consultation of staff }
                by_deputy: yes
                document: yes
              - id: proposal
                title: { zh: 书面建议方案, en: written proposal }
                by_deputy: yes
                document: yes
              - id: inspection
                title: { zh: 考察材料, en: inspection report }
                document: yes

        """

    /// The general collective decision, for the other four powers.
    private static func powersKinds(veto: String) -> String {
        func kind(
            _ id: String, _ zh: String, _ en: String, _ power: String,
            _ prerequisites: [(String, String, String)]
        ) -> String {
            let head = """
                  - id: \(id)
                    title: { zh: \(zh), en: \(en) }
                    power: \(power)
                    about_people: no
                    form: approval
                    passing: { share: 1/2, more_than: yes, of: entitled }
                    veto: \(veto)
                    prerequisites:

                """
            return head
                + prerequisites.map { id, zh, en in
                    """
                          - id: \(id)
                            title: { zh: \(zh), en: \(en) }
                            document: yes

                    """
                }.joined()
        }
        return kind(
            "project", "工程项目", "project", "projects",
            [
                ("hearing", "专项听证材料", "record of the hearing"),
                ("tender-plan", "招投标方案", "tender plan"),
            ])
            + kind(
                "penalty", "重大行政处罚", "major administrative penalty", "enforcement",
                [("legal-review", "法制审核意见", "legal review")])
            + kind(
                "spending", "大额资金使用", "major spending", "finance",
                [("countersignature", "财务会签单", "countersignature of finance")])
            + kind(
                "approval", "行政审批事项", "administrative approval", "approval",
                [("time-limit", "承诺时限登记", "registered time limit")])
    }
}
