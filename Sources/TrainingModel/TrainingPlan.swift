/// A lesson as it is given: on the board, or only looked at.
package struct TrainingPlan: Sendable, Equatable, Codable {
    package enum Kind: Sendable, Equatable, Codable {
        case lesson
        /// From a random fault, with a score.
        case exam(seed: UInt64)
        /// Nobody is asked anything: it ends when the conditions hold, or after this time.
        case check(patience: Duration)
    }

    package var lesson: Lesson
    package var kind: Kind
    /// Where the learner's kubectl finds the cluster.
    package var kubeconfig: String?

    package init(lesson: Lesson, kind: Kind = .lesson, kubeconfig: String? = nil) {
        self.lesson = lesson
        self.kind = kind
        self.kubeconfig = kubeconfig
    }

    package var isExam: Bool { if case .exam = kind { true } else { false } }
}
