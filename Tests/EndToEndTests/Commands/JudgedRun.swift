import DrillModel
import Testing

@testable import failtop

/// One `failtop test` or `failtop doctor` in this process: the command's own code from its arguments to its report.
@MainActor
final class JudgedRun {
    private var judged: (report: TestReport, exit: Exit?)?

    /// - Returns: the report, and the code with which the program would end.
    static func of(_ command: String, _ flags: [String]) async throws -> (code: Int32, report: TestReport) {
        let run = JudgedRun()
        let parsed = try Failtop.parseAsRoot([command] + flags)
        switch parsed {
        case let test as TestCommand: try await test.run(run.take)
        case let doctor as DoctorCommand: try await doctor.run(run.take)
        default: Issue.record("\(command) gives no report")
        }
        let judged = try #require(run.judged)
        return (judged.exit?.rawValue ?? 0, judged.report)
    }

    private func take(_ session: TestSession) async throws {
        try await session.run { self.judged = ($0, $1) }
    }

    /// A small world, and limits that fit it: a machine that is busy must not make a well router fail.
    nonisolated static let quick = ["--demo", "--startup-delay", "1s", "--max-tokens", "100", "--stall-after", "3s", "--max-gap", "10s"]
}
