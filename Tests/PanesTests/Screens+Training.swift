@testable import FailoverModel
import TestSupport
import TrainingModel

/// The states of a lesson.
extension Screens {
    static let lessonItself = Lesson(
        name: "waiting-room", title: "The waiting room", expectation: .fastRecovery,
        story: "A few seconds from now a colleague deletes an engine, as one does. In the afternoon the replacement always took eight seconds. It is night now.",
        goal: "Three engines are ready again.", cause: .resourceConstraints,
        hints: ["What does the replacement say of itself, and for how long?", "Who came to the free place first?"],
        remedies: [
            Lesson.Remedy("Restart the router", reply: "it does what it can with two engines"),
            Lesson.Remedy("Free the GPU that somebody else has taken", isRight: true),
        ],
        conditions: [.readyEngines(3)], solution: ["kubectl scale deployment nightly-training --replicas 0"],
        debrief: "Three GPUs for three engines, and a batch job that had waited longer than the replacement.")

    private static func plan(_ kind: TrainingPlan.Kind) -> TrainingPlan {
        TrainingPlan(lesson: lessonItself, kind: kind, kubeconfig: "/home/ada/.local/state/failtop/train.kubeconfig")
    }

    /// A wrong answer was given and a hint taken.
    static func lesson() -> State {
        var story = Story.steady { $0.training = plan(.lesson) }
        story.tell(at: 72, .action(.hint), .action(.choose(3)))
        return story.state
    }

    /// All answered; a kubectl is due.
    static func lessonToDo() -> State {
        var story = Story.steady { $0.training = plan(.lesson) }
        story.tell(at: 10, .kubernetes(.pods(.changed(Story.engine("cn9tb", host: 13, ready: false)))))
        story.tell(at: 72, .action(.choose(4)), .action(.choose(2)), .ticked)
        return story.state
    }

    /// An exam with an incident of its own, at its end.
    static func examOver() -> State {
        var story = Story.killed { $0.training = plan(.exam(seed: 42)) }
        story.tell(at: 20, .action(.lesson), .action(.choose(1)), .action(.hint), .action(.choose(4)), .action(.choose(2)))
        for second in 21...24 { story.tell(at: Double(second), .ticked) }
        return story.state
    }
}
