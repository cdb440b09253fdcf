/// A `testsuite` of JUnit's XML.
struct JUnitSuite {
    var name: String
    /// In seconds.
    var time: Double?
    /// ISO 8601.
    var timestamp: String?
    var properties: [(name: String, value: String)]
    var cases: [JUnitCase]

    var failures: Int { cases.count { $0.isFailed } }
    var errors: Int { cases.count { $0.isError } }
    var skipped: Int { cases.count { $0.isSkipped } }

    var markup: Markup {
        Markup(
            "testsuite",
            [
                "name": name, "tests": "\(cases.count)", "failures": "\(failures)", "errors": "\(errors)",
                "skipped": "\(skipped)", "time": Figures.decimal(time), "timestamp": timestamp,
            ]
        ) {
            if !properties.isEmpty {
                Markup("properties") {
                    for property in properties {
                        Markup("property", ["name": property.name, "value": property.value])
                    }
                }
            }
            for each in cases { each.markup }
        }
    }
}
