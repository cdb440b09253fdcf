import DemoCluster
import TrainingModel

/// A lesson with the world in which it is given.
struct LessonFile: Sendable {
    /// What happens before the learner does anything.
    enum Opening: String, Sendable, CaseIterable {
        case nothing
        /// Somebody deletes an engine a few seconds after the start.
        case engineDeleted = "engine-deleted"
    }

    /// Its place in the list.
    var order = 500
    var lesson: Lesson
    var world: DemoCluster.Scenario
    var opening = Opening.nothing
    /// The exam may draw it.
    var isInExam: Bool

    /// A fresh cluster for it. Names and texts follow from the seed.
    func configuration(seed: UInt64) -> DemoCluster.Configuration {
        var configuration = DemoCluster.Configuration()
        configuration.apply(world)
        configuration.seed = seed
        return configuration
    }
}
