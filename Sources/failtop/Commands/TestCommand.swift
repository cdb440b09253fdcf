import ArgumentParser
import DrillModel
import FailoverModel
import IncidentModel
import Reports

struct TestCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "test",
        abstract: "One fault-tolerance test without a screen: verdict, report, exit code.",
        discussion: """
            failtop test --demo
            failtop test --context my-cluster --output html > report.html
            failtop test --demo --repeat 10 --output junit > failover.xml

            Two probes of the session, a long answer, a kill of the pod that serves it,
            and the results of four expectations. It kills a pod. Progress goes to
            standard error, the report to standard output.
            Exit codes: 0 pass, 1 fail, 2 usage, 3 unreachable or forbidden,
            4 refused (a bad baseline), 5 inconclusive, 130 interrupted.
            """)

    @OptionGroup var target: TargetOptions
    @OptionGroup(title: "Request") var request: RequestOptions
    @OptionGroup(title: "Kill") var kill: KillOptions
    @OptionGroup(title: "Limits") var limits: LimitOptions
    @OptionGroup(title: "Recording") var recording: RecordingOptions
    @OptionGroup(title: "Unattended") var metrics: MetricsOptions

    @Option(help: ArgumentHelp("Kill after this many tokens of the answer.", valueName: "count"))
    var killAfterTokens: Int?

    @Option(help: ArgumentHelp("Kill this long after the request was sent, for example 5s.", valueName: "time"), transform: DurationArgument.parse)
    var killAfter: DurationArgument?

    @Option(name: .customLong("repeat"), help: ArgumentHelp("How many kills, one after the other.", valueName: "count"))
    var repetitions: Int = 1

    @Option(help: ArgumentHelp("How many other sessions are probed before and after (default: \(TestPlan().otherSessions)).", valueName: "count"))
    var otherSessions: Int?

    /// Its name in 0.1.
    @Option(name: .customLong("bystanders"), help: .hidden)
    var bystanders: Int?

    private var sessionCount: Int { otherSessions ?? bystanders ?? TestPlan().otherSessions }

    @Option(help: ArgumentHelp("What kind of report.", valueName: "format"))
    var output: ReportFormat = .text

    mutating func validate() throws {
        if killAfter != nil, killAfterTokens != nil {
            throw ValidationError("--kill-after and --kill-after-tokens exclude each other")
        }
        if let count = killAfterTokens, count < 0 { throw ValidationError("--kill-after-tokens must be 0 or more, not \(count)") }
        if let count = killAfterTokens, count >= request.maxTokens {
            throw ValidationError("--kill-after-tokens \(count) is not before the end of the answer (--max-tokens \(request.maxTokens))")
        }
        guard (1...1_000).contains(repetitions) else { throw ValidationError("--repeat must be 1 to 1000, not \(repetitions)") }
        guard (0...100).contains(sessionCount) else { throw ValidationError("--other-sessions must be 0 to 100, not \(sessionCount)") }
    }

    mutating func run() async throws {
        let output = output
        try await run { try await $0.run(output) }
    }

    /// What was asked for, ready to be run.
    func run(_ body: @escaping @MainActor (TestSession) async throws -> Void) async throws {
        var settings = Settings()
        target.apply(to: &settings)
        request.apply(to: &settings)
        kill.apply(to: &settings)
        limits.apply(to: &settings)
        if !target.demo { settings.protection = try ConfigFile.protection() }
        let trigger = killAfter.map { TestPlan.Trigger.time($0.duration) } ?? .tokens(killAfterTokens ?? 20)
        settings.test = TestPlan(killAfter: trigger, repetitions: repetitions, otherSessions: sessionCount)
        var place = recording.place()
        place?.isEmbedded = target.demo
        let (chosen, key, record, metrics) = (settings, target.connection.keySource, place, metrics.metrics)
        try await target.run { access in
            try await body(TestSession(access: access, settings: chosen, keySource: key, record: record, metrics: metrics))
        }
    }
}

extension ReportFormat: ExpressibleByArgument {}
