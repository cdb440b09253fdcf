import BoardRuntime
import FailoverModel
import KubernetesClient
import TrainingModel

/// Looks at a lesson's cluster until its conditions hold, or patience has run out. Changes nothing.
@MainActor
struct LessonInspection {
    let lesson: Lesson
    let access: ClusterAccess
    let patience: Duration
    var clock = RunClock()

    /// The state then; `training` tells what came of it.
    func look() async throws -> State {
        var settings = Settings()
        settings.isReadOnly = true
        settings.training = TrainingPlan(lesson: lesson, kind: .check(patience: patience))
        var seen: State?
        try await ClusterSession(access: access, settings: settings, keySource: nil, record: nil, clock: clock).run { keeper in
            seen = await TestLoop(keeper: keeper) { _, _ in }.run()
            try Task.checkCancellation()
        }
        guard let seen else { throw CancellationError() }
        return seen
    }
}
