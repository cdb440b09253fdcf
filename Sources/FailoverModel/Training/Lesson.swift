/// What a learner is to find out and to put right on a cluster with something hidden in it.
public struct Lesson: Sendable, Equatable, Codable {
    /// One of the ways to put it right that the learner chooses from.
    public struct Remedy: Sendable, Equatable, Codable {
        public var text: String
        public var isRight: Bool
        /// What is said to the one who chose it.
        public var reply: String?

        public init(_ text: String, isRight: Bool = false, reply: String? = nil) {
            self.text = text
            self.isRight = isRight
            self.reply = reply
        }
    }

    /// Short, and no clue to what is wrong.
    public var name: String
    public var title: String
    /// The promise that it is about.
    public var expectation: Expectation
    /// What has happened, as the learner is told.
    public var story: String
    /// What must be so at the end.
    public var goal: String
    /// What is wrong; nil where it is none of the usual causes.
    public var cause: Cause?
    /// From a nudge to the answer.
    public var hints: [String]
    public var remedies: [Remedy]
    /// All of them hold when the lesson is done.
    public var conditions: [LessonCondition]
    /// Shell commands that do it, kubectl's configuration given.
    public var solution: [String]
    /// What there was to learn.
    public var debrief: String

    public init(
        name: String, title: String, expectation: Expectation, story: String, goal: String, cause: Cause?,
        hints: [String], remedies: [Remedy], conditions: [LessonCondition], solution: [String], debrief: String
    ) {
        self.name = name
        self.title = title
        self.expectation = expectation
        self.story = story
        self.goal = goal
        self.cause = cause
        self.hints = hints
        self.remedies = remedies
        self.conditions = conditions
        self.solution = solution
        self.debrief = debrief
    }

    /// The causes that the learner chooses from; nil is none of them.
    public static let causes: [Cause?] = Cause.allCases + [nil]
}
