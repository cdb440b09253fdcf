/// A `testcase` of JUnit's XML. The order of its children is the one that jenkins-junit.xsd demands.
struct JUnitCase {
    enum Outcome: Equatable {
        case passed
        /// The strict schemas allow `skipped` no attributes: the reason is its text.
        case skipped(String)
        case error(type: String, message: String)
        /// `details` tells more than the one line of `message`.
        case failed(type: String, message: String, details: String)
    }

    var suite: String
    var name: String
    /// In seconds; nil where nothing was timed.
    var time: Double?
    var outcome: Outcome
    var output: String

    var markup: Markup {
        Markup(
            "testcase", ["classname": "failtop.\(suite)", "name": name, "time": Figures.decimal(time)]
        ) {
            switch outcome {
            case .passed: [Markup]()
            case .skipped(let reason): Markup("skipped") { reason }
            case .error(let type, let message): Markup("error", ["type": type, "message": message])
            case .failed(let type, let message, let details):
                Markup("failure", ["type": type, "message": message]) { details }
            }
            // A failure says it all already.
            if !output.isEmpty, !isFailed { Markup("system-out") { output } }
        }
    }

    var isFailed: Bool { if case .failed = outcome { true } else { false } }
    var isError: Bool { if case .error = outcome { true } else { false } }
    var isSkipped: Bool { if case .skipped = outcome { true } else { false } }
}
