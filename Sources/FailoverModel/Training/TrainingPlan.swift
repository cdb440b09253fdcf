/// A lesson as it is given: on the board, or only looked at.
public struct TrainingPlan: Sendable, Equatable, Codable {
    public enum Kind: Sendable, Equatable, Codable {
        case lesson
        /// From a random fault, with a score.
        case exam(seed: UInt64)
        /// Nobody is asked anything: it ends when the conditions hold, or after this time.
        case check(patience: Duration)
    }

    public var lesson: Lesson
    public var kind: Kind
    /// Where the learner's kubectl finds the cluster.
    public var kubeconfig: String?

    public init(lesson: Lesson, kind: Kind = .lesson, kubeconfig: String? = nil) {
        self.lesson = lesson
        self.kind = kind
        self.kubeconfig = kubeconfig
    }

    public var isExam: Bool { if case .exam = kind { true } else { false } }
}
