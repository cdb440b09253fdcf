import BoardRuntime
import FailoverModel
import Foundation
import Journal
import KubernetesClient
import Panes

/// One test or diagnosis without a screen: progress on standard error, the report on standard output, the verdict as
/// the exit code.
@MainActor
struct TestSession {
    let access: ClusterAccess
    let settings: Settings
    var keySource: RouterKeySource? = nil
    let output: ReportFormat
    let record: Recording.Place?

    func run() async throws {
        try await ClusterSession(access: access, settings: settings, keySource: keySource, record: record).run(front)
    }

    private func front(_ keeper: StateKeeper) async throws {
        let mailbox = keeper.mailbox
        async let _ = abortWhenInterrupted(mailbox)
        let progress = ProgressOutput()
        let state = await TestLoop(keeper: keeper) { progress.tell($0, $1) }.run()
        progress.end()
        try Task.checkCancellation()
        let report = state.testReport(gaps: GapStatistics.summaries)
        Output.line(Report.render(report, as: output))
        if let exit = Exit(report, isUnreachable: state.test.ending?.isUnreachable ?? false) {
            throw Failure(exit, nil)
        }
    }

    /// Ctrl-C ends the test in order: what was found until then is still reported.
    private nonisolated func abortWhenInterrupted(_ mailbox: Mailbox) async {
        await Interruption.wait()
        mailbox.post(.action(.interrupt))
    }
}
