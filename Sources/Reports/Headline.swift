import ClusterModel
import DrillModel

/// The verdict as a reader meets it first.
struct Headline {
    enum Tone: String {
        case good, doubtful, bad
    }

    /// `deviated`, `not ready`.
    var word: String
    var sentence: String
    var tone: Tone

    init(_ report: TestReport) {
        let failed = report.checks.count { $0.status == .fail }
        let warned = report.checks.count { $0.status == .warn }
        if report.kind == .doctor, failed > 0 {
            word = "not ready"
            sentence = "\(failed) of \(report.checks.count.inWords("check")) failed."
            tone = .bad
        } else if report.kind == .doctor, report.verdict == .pass {
            word = "ready"
            sentence =
                warned == 0 ? "A test can work here." : "A test can work here; \(warned.inWords("warning"))."
            tone = warned == 0 ? .good : .doubtful
        } else {
            word = report.verdict.rawValue
            sentence = report.verdict.sentence
            tone = report.verdict.tone
        }
    }
}

extension Verdict {
    fileprivate var sentence: String {
        switch self {
        case .pass: "Every expectation passed."
        case .passWithResume: "The request went on only because failtop resumed it; everything else passed."
        case .fail: "At least one expectation was not met."
        case .refused: "The baseline was bad or a guard said no: nothing more was killed."
        case .inconclusive: "The data do not tell."
        case .aborted: "Ended before it was done."
        }
    }

    fileprivate var tone: Headline.Tone {
        switch self {
        case .pass: .good
        case .passWithResume, .refused, .inconclusive: .doubtful
        case .fail, .aborted: .bad
        }
    }
}
