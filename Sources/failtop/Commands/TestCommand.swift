import ArgumentParser
import FailoverModel
import Journal

struct TestCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "test",
        abstract: "One fault-tolerance test without a screen: verdict, report, exit code.",
        discussion: """
            Two probes of the session, a long answer, a kill of the pod that serves it, and what became of the four promises.
            Kills a pod. Exit codes: 0 held, 1 deviated, 2 usage, 3 unreachable or forbidden, 4 refused, 5 inconclusive,
            130 interrupted. Progress goes to standard error, the report to standard output.
            """)

    @OptionGroup var target: TargetOptions
    @OptionGroup(title: "Request") var request: RequestOptions
    @OptionGroup(title: "Kill") var kill: KillOptions
    @OptionGroup(title: "Limits") var limits: LimitOptions
    @OptionGroup var recording: RecordingOptions

    @Option(help: "Kill after this many tokens of the answer.")
    var killAfterTokens: Int?

    @Option(help: "Kill this long after the request was sent, for example 5s.")
    var killAfter: DurationArgument?

    @Option(name: .customLong("repeat"), help: "How many kills, one after the other.")
    var repetitions: Int = 1

    @Option(help: "How many other sessions are probed before and after.")
    var bystanders: Int = TestPlan().bystanders

    @Option(help: "text, json, junit, markdown or html.")
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
        guard (0...100).contains(bystanders) else { throw ValidationError("--bystanders must be 0 to 100, not \(bystanders)") }
    }

    mutating func run() async throws {
        var settings = Settings()
        target.apply(to: &settings)
        request.apply(to: &settings)
        kill.apply(to: &settings)
        limits.apply(to: &settings)
        if !target.demo { settings.protection = try ConfigFile.protection() }
        let trigger = killAfter.map { TestPlan.Trigger.time($0.duration) } ?? .tokens(killAfterTokens ?? 20)
        settings.test = TestPlan(killAfter: trigger, repetitions: repetitions, bystanders: bystanders)
        let (chosen, key, output, record) = (settings, target.connection.keySource, output, recording.place)
        try await target.run { access in
            try await TestSession(access: access, settings: chosen, keySource: key, output: output, record: record).run()
        }
    }
}

extension ReportFormat: ExpressibleByArgument {}
