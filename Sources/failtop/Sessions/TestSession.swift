import BoardRuntime
import DrillModel
import FailoverModel
import Foundation
import KubernetesClient
import Panes
import Reports

/// One test or diagnosis without a screen. On the command line: progress on standard error, the report on standard output,
/// the verdict as the exit code.
@MainActor
struct TestSession {
    let access: ClusterAccess
    let settings: Settings
    var keySource: RouterKeySource? = nil
    let record: Recording.Place?
    var metrics: MetricsAddress? = nil

    /// What is made of the report; the exit code is nil where it is good.
    typealias Delivery = @MainActor (TestReport, Exit?) throws -> Void

    /// For the command line.
    func run(_ output: ReportFormat) async throws {
        let progress = ProgressOutput()
        defer { progress.end() }
        try await run(until: Interruption.wait) { progress.tell($0, $1) } deliver: { report, exit in
            progress.end()
            Output.print(Report.render(report, as: output))
            if let exit { throw Failure(exit, nil) }
        }
    }

    /// For those who want the report itself, without a word to anybody.
    /// - Parameter interrupted: returns when the test is to end early; what was found until then is still delivered.
    func run(
        until interrupted: (@Sendable () async -> Void)? = nil,
        telling: @escaping @MainActor (Event, State) -> Void = { _, _ in }, deliver: @escaping Delivery
    ) async throws {
        let session = ClusterSession(access: access, settings: settings, keySource: keySource, record: record, metrics: metrics)
        try await session.run { keeper in
            let mailbox = keeper.mailbox
            async let _ = abort(mailbox, when: interrupted)
            let state = await TestLoop(keeper: keeper) { telling($0, $1) }.run()
            try Task.checkCancellation()
            let report = state.testReport(gaps: GapStatistics.summaries)
            try deliver(report, Exit(report, isUnreachable: state.test.ending?.isUnreachable ?? false))
        }
    }

    /// Ctrl-C ends the test in order.
    private nonisolated func abort(_ mailbox: Mailbox, when interrupted: (@Sendable () async -> Void)?) async {
        guard let interrupted else { return }
        await interrupted()
        mailbox.post(.action(.interrupt))
    }
}
