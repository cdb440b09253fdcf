import DemoCluster
import FailoverModel
import Foundation
import KubernetesClient
import TerminalCanvas
import TrainingModel

/// A lesson from its cluster to the end of the board, and what it leaves in the progress.
struct LessonSession: Sendable {
    let file: LessonFile
    var plan: TrainingPlan
    var seed: UInt64 = 1
    var kubeconfigOut: String
    /// Of its cluster.
    var clock = ClusterClock()

    /// How long the cluster is well before its opening.
    private static let calm = Duration.seconds(4)

    /// Serves the lesson's cluster beside a front.
    func serve(_ front: @escaping @MainActor (DemoCluster.Addresses) async throws -> Void) async throws {
        var configuration = file.configuration(seed: seed)
        configuration.clock = clock
        let cluster = try EmbeddedCluster.make(configuration)
        let opening = file.opening
        let kubeconfigOut = kubeconfigOut
        try await EmbeddedCluster.run(cluster, beside: { if opening == .engineDeleted { try await cluster.deleteEngine(after: Self.calm) } }) {
            let addresses = try await cluster.addresses()
            try TrainingProgress.makeFolder(URL(filePath: kubeconfigOut).deletingLastPathComponent().path)
            let copy = try KubeconfigCopy(of: addresses.kubeconfigPath, to: kubeconfigOut)
            defer { copy.remove() }
            try await front(addresses)
        }
    }

    /// A path as a shell takes it, short where it is in the home folder.
    static func shown(_ path: String) -> String {
        let home = NSHomeDirectory()
        return path.hasPrefix(home + "/") ? "~" + path.dropFirst(home.count) : path
    }

    /// The lesson on the board. Says at the end what came of it.
    func board(_ board: BoardOptions, record: Recording.Place?) async throws {
        try await serve { addresses in
            try await BoardSession(
                access: DemoAccess.choose(addresses), settings: settings, board: board, record: record, onEnd: conclude
            ).run()
        }
    }

    /// Of its board.
    var settings: Settings {
        var settings = Settings()
        settings.startsArmed = true
        settings.arming = .lasts
        settings.hasFaultMenu = true
        settings.training = plan
        return settings
    }

    @MainActor
    func conclude(_ state: State) throws {
        var progress = try TrainingProgress.read()
        progress.note(plan, state.training, at: state.start.wallClock(at: state.now))
        try progress.write()
        // The same seed draws the same exam for the rest of the class.
        defer { if !plan.isExam || state.training.isDone { tellSolution() } }
        if case .exam(let seed) = plan.kind {
            let score = TrainingScore(state.training)
            Output.print("\(score.points) of \(TrainingScore.best) points, \(score.isPassed ? "passed" : "not passed")")
            for reason in score.reasons { Output.print("  \(reason.points)  \(reason.text)") }
            return Output.print("the same again: failtop train exam --seed \(seed)")
        }
        Output.print("\(plan.lesson.name): \(state.training.isDone ? "done" : "left before its end"); failtop train lists what is next")
    }

    /// Where it can be copied: on the board a long command is wrapped.
    private func tellSolution() {
        guard !plan.lesson.solution.isEmpty else { return }
        Output.print("One way to do it:")
        for command in plan.lesson.solution { Output.print("  \(Sanitiser.line(command))") }
    }
}
