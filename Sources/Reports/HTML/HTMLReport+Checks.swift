import DiagnosisModel

extension HTMLReport {
    var findings: [Markup] { list("Findings", report.findings) }
    var checks: [Markup] { list("Checks", report.checks) }

    private func list(_ title: String, _ checks: [Check]) -> [Markup] {
        guard !checks.isEmpty else { return [] }
        return [
            Markup("h2") { title },
            Markup("ul", ["class": "checks"]) {
                for check in checks { item(check) }
            },
        ]
    }

    private func item(_ check: Check) -> Markup {
        Markup("li", ["class": check.status.rawValue]) {
            Markup("h3") {
                badge(check.status.sign, check.status.rawValue)
                " \(check.title) "
                if let cause = check.cause { Markup("span", ["class": "cause"]) { cause.rawValue } }
            }
            Markup("p") { check.detail }
            for evidence in check.evidence {
                Markup("p", ["class": "evidence"]) { Markup("code") { evidence.quotation } }
            }
            if let remedy = check.remedy {
                Markup("p", ["class": "remedy"]) {
                    Markup("strong") { "What to change: " }
                    remedy
                }
            }
        }
    }
}
