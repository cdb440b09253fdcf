import DiagnosisModel
import IncidentModel

/// What a learner is to find out and to put right on a cluster with something hidden in it.
package struct Lesson: Sendable, Equatable, Codable {
    /// One of the ways to put it right that the learner chooses from.
    package struct Remedy: Sendable, Equatable, Codable {
        package var text: String
        package var isRight: Bool
        /// What is said to the one who chose it.
        package var reply: String?

        package init(_ text: String, isRight: Bool = false, reply: String? = nil) {
            self.text = text
            self.isRight = isRight
            self.reply = reply
        }
    }

    /// Short, and no clue to what is wrong.
    package var name: String
    package var title: String
    /// The expectation that it is about.
    package var expectation: Expectation
    /// What has happened, as the learner is told.
    package var story: String
    /// What must be so at the end.
    package var goal: String
    /// What is wrong; nil where it is none of the usual causes.
    package var cause: Cause?
    /// From a nudge to the answer.
    package var hints: [String]
    package var remedies: [Remedy]
    /// All of them hold when the lesson is done.
    package var conditions: [LessonCondition]
    /// Shell commands that do it, kubectl's configuration given.
    package var solution: [String]
    /// What there was to learn.
    package var debrief: String

    package init(
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
    package static let causes: [Cause?] = Cause.allCases + [nil]
}
