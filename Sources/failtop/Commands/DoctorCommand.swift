import ArgumentParser
import DrillModel
import FailoverModel
import IncidentModel
import Reports

struct DoctorCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor",
        abstract: "Can the test work here? Every check with its evidence and remedy; kills nothing.",
        discussion: """
            failtop doctor --demo
            failtop doctor --context my-cluster -n my-namespace

            Sends three short requests.
            Exit codes: 0 no check failed, 2 usage, 3 unreachable, 4 a check failed,
            130 interrupted.
            """)

    @OptionGroup var target: TargetOptions
    @OptionGroup(title: "Request") var request: RequestOptions
    @OptionGroup(title: "Kill") var kill: KillOptions
    @OptionGroup(title: "Limits") var limits: LimitOptions
    @OptionGroup(title: "Recording") var recording: RecordingOptions

    @Option(help: ArgumentHelp("What kind of report.", valueName: "format"))
    var output: ReportFormat = .text

    @Option(
        help: ArgumentHelp(
            "Also write this file for a bug report: report, versions, log, newest recording, configuration (tar.gz).", valueName: "file"),
        completion: .file(extensions: ["tar.gz"]))
    var bundle: String?

    mutating func run() async throws {
        let (output, bundle) = (output, bundle)
        try await run { session in
            guard let bundle else { return try await session.run(output) }
            var judged: (report: TestReport, exit: Exit?)?
            try await session.run(until: Interruption.wait) { judged = ($0, $1) }
            guard let judged else { return }
            Output.print(Report.render(judged.report, as: output))
            try await DoctorBundle(path: bundle).write(judged.report)
            Output.printError("wrote \(bundle)")
            if let exit = judged.exit { throw Failure(exit, nil) }
        }
    }

    /// What was asked for, ready to be run.
    func run(_ body: @escaping @MainActor (TestSession) async throws -> Void) async throws {
        var settings = Settings()
        target.apply(to: &settings)
        request.apply(to: &settings)
        kill.apply(to: &settings)
        limits.apply(to: &settings)
        settings.isReadOnly = true
        settings.test = TestPlan(kind: .doctor)
        let (chosen, key, record) = (settings, target.connection.keySource, recording.asked())
        try await target.run { access in
            try await body(TestSession(access: access, settings: chosen, keySource: key, record: record))
        }
    }
}
