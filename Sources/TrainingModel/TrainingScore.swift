import ClusterModel

/// What an exam came to, of a hundred points, and why.
package struct TrainingScore: Sendable, Equatable, Codable {
    package struct Reason: Sendable, Equatable, Codable {
        package var points: Int
        package var text: String
    }

    package var points: Int
    package var reasons: [Reason]
    /// The cluster was put right; what older versions kept does not say.
    package var isMended: Bool?

    package static let best = 100
    package static let pass = 60

    /// Who guesses well and leaves the cluster as it is has not passed.
    package var isPassed: Bool { points >= Self.pass && isMended != false }

    package init(_ training: TrainingState) {
        var reasons = [Self.cause(training), Self.speed(training), Self.remedy(training)]
        reasons.append(
            training.isDone ? Reason(points: 20, text: "the cluster is as it should be") : Reason(points: 0, text: "the cluster was not put right"))
        if training.hints > 0 { reasons.append(Reason(points: -5 * training.hints, text: training.hints.inWords("hint"))) }
        if training.sawDiagnosis { reasons.append(Reason(points: -10, text: "the diagnosis was read before the cause was named")) }
        self.reasons = reasons
        isMended = training.isDone
        points = max(0, reasons.reduce(0) { $0 + $1.points })
    }

    private static func cause(_ training: TrainingState) -> Reason {
        guard training.namedAt != nil else { return Reason(points: 0, text: "the cause was not named") }
        return tries(training.wrongCauses, "the cause was named", points: 40)
    }

    private static func remedy(_ training: TrainingState) -> Reason {
        guard training.step.rawValue > TrainingState.Step.choosing.rawValue else { return Reason(points: 0, text: "no right remedy was chosen") }
        return tries(training.wrongRemedies, "the remedy was chosen", points: 20)
    }

    private static func speed(_ training: TrainingState) -> Reason {
        guard let start = training.clockStart, let named = training.namedAt else { return Reason(points: 0, text: "no time to name it") }
        let time = (named - start).seconds
        let points = time <= 60 ? 20 : time <= 120 ? 15 : time <= 300 ? 10 : time <= 600 ? 5 : 0
        return Reason(points: points, text: "named after \(time.asCount) s")
    }

    /// All points at the first try, half of them at the second.
    private static func tries(_ wrong: Int, _ what: String, points: Int) -> Reason {
        switch wrong {
        case 0: Reason(points: points, text: "\(what) at once")
        case 1: Reason(points: points / 2, text: "\(what) at the second try")
        default: Reason(points: 0, text: "\(what) after \(wrong) wrong ones")
        }
    }
}
