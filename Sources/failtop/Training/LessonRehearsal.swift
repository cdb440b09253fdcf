import BoardRuntime
import DemoCluster
import FailoverModel
import Foundation
import KubernetesClient
import Subprocess
import TerminalCanvas
import TrainingModel

#if canImport(System)
import System
#else
import SystemPackage
#endif

/// A lesson without a learner: its conditions must not hold before its solution, and must hold after it.
struct LessonRehearsal: Sendable {
    let file: LessonFile
    /// The cluster's time and that of who looks at it; both the real one, unless a test has its own.
    var clusterClock = ClusterClock()
    var clock = RunClock()
    /// The way to the cluster of who looks.
    var access: @Sendable (DemoCluster.Addresses) -> ClusterAccess = DemoAccess.choose
    /// Hears what is found and done, line by line.
    var tell: @Sendable (String) -> Void = Output.print

    /// Long enough for a goal that is reached already to be seen, and for the opening.
    private static let before = Duration.seconds(8)
    private static let after = Duration.seconds(120)

    func run() async throws {
        let path = FileManager.default.temporaryDirectory.appending(path: "failtop-rehearsal-\(UUID().uuidString)").path
        let session = LessonSession(file: file, plan: TrainingPlan(lesson: file.lesson), kubeconfigOut: path, clock: clusterClock)
        try await session.serve { addresses in
            let access = access(addresses)
            tell("looks for \(Self.before.components.seconds) s whether the conditions hold before anything is done")
            let first = try await look(access, patience: Self.before)
            guard !first.training.isDone else { throw Failure(.fail, "the conditions hold before anything was done") }
            for missing in first.training.missing { tell(Sanitiser.line("before: \(missing)")) }
            for command in file.lesson.solution { try await execute(command, kubeconfig: path) }
            tell("waits for the conditions to hold, \(Self.after.components.seconds) s at most")
            let last = try await look(access, patience: Self.after)
            guard last.training.isDone else {
                throw Failure(.fail, "after the solution: \(last.training.missing.joined(separator: "; "))")
            }
            tell("after the solution: done")
        }
    }

    @MainActor
    private func look(_ access: ClusterAccess, patience: Duration) async throws -> State {
        try await LessonInspection(lesson: file.lesson, access: access, patience: patience, clock: clock).look()
    }

    private func execute(_ command: String, kubeconfig: String) async throws {
        tell("$ \(command)")
        let result = try await Subprocess.run(
            .path("/bin/sh"), arguments: ["-c", command], environment: .inherit.updating(["KUBECONFIG": kubeconfig]),
            output: .discarded, error: .string(limit: 64 << 10))
        guard !result.terminationStatus.isSuccess else { return }
        let words = result.standardError.split(whereSeparator: \.isNewline).last.map { ": \($0)" } ?? ""
        throw Failure(.fail, "the solution failed: \(command)\(words)")
    }
}
