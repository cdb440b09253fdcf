import Foundation
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

    /// Long enough for a goal that is reached already to be seen, and for the opening.
    private static let before = Duration.seconds(8)
    private static let after = Duration.seconds(120)

    func run() async throws {
        let path = FileManager.default.temporaryDirectory.appending(path: "failtop-rehearsal-\(UUID().uuidString)").path
        let session = LessonSession(file: file, plan: TrainingPlan(lesson: file.lesson), kubeconfigOut: path)
        try await session.serve { addresses in
            let access = DemoAccess.choose(addresses)
            let first = try await LessonInspection(lesson: file.lesson, access: access, patience: Self.before).look()
            guard !first.training.isDone else { throw Failure(.fail, "the conditions hold before anything was done") }
            for missing in first.training.missing { Output.line(Sanitiser.line("before: \(missing)")) }
            for command in file.lesson.solution { try await execute(command, kubeconfig: path) }
            let last = try await LessonInspection(lesson: file.lesson, access: access, patience: Self.after).look()
            guard last.training.isDone else {
                throw Failure(.fail, "after the solution: \(last.training.missing.joined(separator: "; "))")
            }
            Output.line("after the solution: done")
        }
    }

    private func execute(_ command: String, kubeconfig: String) async throws {
        Output.line("$ \(command)")
        let result = try await Subprocess.run(
            .path("/bin/sh"), arguments: ["-c", command], environment: .inherit.updating(["KUBECONFIG": kubeconfig]),
            output: .discarded, error: .string(limit: 64 << 10))
        guard !result.terminationStatus.isSuccess else { return }
        let words = result.standardError.split(whereSeparator: \.isNewline).last.map { ": \($0)" } ?? ""
        throw Failure(.fail, "the solution failed: \(command)\(words)")
    }
}
