import ArgumentParser
import BoardRuntime
import DemoCluster
import FailoverModel
import Foundation
import IncidentModel

struct DemoCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "demo", abstract: "An embedded cluster and the board; nothing else is needed.",
        discussion: """
            failtop demo                               s sends, x kills, y means it
            failtop demo --scenario misconfigured-routing
            failtop demo --autoplay --loop             the story plays itself
            failtop demo --headless --kubeconfig-out demo.kubeconfig

            The cluster is real to any client:
            kubectl --kubeconfig demo.kubeconfig get pods

            Scenarios: \(DemoCluster.Scenario.all.joined(separator: ", "))
            """)

    @OptionGroup(title: "Cluster") var demo: DemoOptions
    @OptionGroup(title: "Request") var request: RequestOptions
    @OptionGroup(title: "Kill") var kill: KillOptions
    @OptionGroup(title: "Limits") var limits: LimitOptions
    @OptionGroup(title: "Limits") var levels: ServiceLevelOptions
    @OptionGroup(title: "Board") var board: BoardOptions
    @OptionGroup(title: "Recording") var recording: RecordingOptions
    @OptionGroup(title: "Probes") var probes: ProbeOptions
    @OptionGroup(title: "Unattended") var metrics: MetricsOptions

    @Option(help: ArgumentHelp("What runs as the router; the real ones must be installed.", valueName: "router"))
    var router: DemoCluster.RouterProgram = .builtin

    @Flag(help: "With --on-break resume or retry: the next answer that s adds is on the same engine and is only observed: one goes on, one is lost.")
    var compare = false

    @Flag(help: "Serve only, until interrupted. Prints one JSON line that says where.")
    var headless = false

    @Option(help: ArgumentHelp("Also write the kubeconfig to this file, mode 0600.", valueName: "file"))
    var kubeconfigOut: String?

    @Flag(help: "Leave out the probes, which the demo's board sends every ten seconds.")
    var noProbe = false

    @Flag(help: "The story plays itself, with captions: the break, and then the same with a router that migrates.")
    var autoplay = false

    @Option(help: "With --autoplay: a story of your own, a YAML file (docs/stage.md).", completion: .file(extensions: ["yaml", "yml"]))
    var script: String?

    @Flag(help: "With --autoplay: over and over.")
    var loop = false

    @Flag(help: "With --autoplay: the key . ends each pause of the story.")
    var step = false

    mutating func validate() throws {
        if compare, request.onBreak == .observe { throw ValidationError("--compare goes with --on-break resume or retry") }
        if script != nil, !autoplay { throw ValidationError("--script goes with --autoplay") }
        if loop || step, !autoplay { throw ValidationError("--loop and --step go with --autoplay") }
        if autoplay, headless || board.once { throw ValidationError("--autoplay needs the board") }
        if loop, recording.record != nil {
            throw ValidationError("--record names one file and --loop plays without end: without --record each part is recorded in the state folder")
        }
        if metrics.metrics != nil, headless || board.once {
            throw ValidationError("--metrics is the board's: leave out --headless and --once, or give it to failtop watch")
        }
        if probes.isGiven, noProbe { throw ValidationError("--no-probe and --probe or --canary exclude each other") }
        if probes.isGiven, headless || board.once || autoplay {
            throw ValidationError("--probe and --canary are the board's: leave out --headless, --once and --autoplay")
        }
        if levels.isGiven, headless || autoplay { throw ValidationError("--max-ttft and --max-errors are the board's: leave out --headless and --autoplay") }
        if autoplay, router != .builtin { throw ValidationError("--autoplay plays with the builtin router") }
    }

    mutating func run() async throws {
        guard autoplay else {
            let cluster = try EmbeddedCluster.make(demo.configuration(router: router))
            return try await EmbeddedCluster.run(cluster, front: front(cluster))
        }
        let show = try script.map(ScriptFile.load) ?? ScriptFile.builtIn()
        guard Output.isTerminal else { throw Failure(.usage, "--autoplay needs a terminal; play a recording elsewhere: failtop replay") }
        defer { ShowProgressFile.standard.remove() }
        repeat {
            let parts = show.parts
            for (index, part) in parts.enumerated() {
                guard try await play(part, index + 1, of: show, stays: index == parts.count - 1 && !loop) else { return }
            }
        } while loop
    }

    /// The demo's engines are there to be asked.
    private static let probePace = Duration.seconds(10)

    /// A story is told the same way each time.
    private static let stageSubnet = 84

    /// False where the operator ended the board before the show did.
    private func play(_ part: Show.Part, _ number: Int, of show: Show, stays: Bool) async throws -> Bool {
        // A real router cannot be told to migrate: the story is the embedded one's.
        var configuration = demo.configuration
        if let scenario = part.stage.scenario { configuration.apply(try .named(scenario)) }
        configuration.resumeInRouter = part.stage.resumesInRouter
        configuration.subnet = Self.stageSubnet
        let cluster = try EmbeddedCluster.make(configuration)
        let outcome = ShowOutcome()
        let story = BoardSession.Story(
            show: show, acts: part.acts, steps: step, endsBoard: !stays, stopLimit: loop ? .seconds(60) : nil
        ) { outcome.hasEnded = true }
        try await EmbeddedCluster.run(cluster, front: front(cluster, story, part: number))
        return await outcome.hasEnded
    }

    private func front(
        _ cluster: DemoCluster, _ story: BoardSession.Story? = nil, part: Int = 1
    ) throws -> @MainActor () async throws -> Void {
        var place = headless || board.once ? recording.asked() : recording.place(part: part)
        place?.isEmbedded = true
        let (headless, kubeconfigOut, board, record, metrics) = (headless, kubeconfigOut, board, place, metrics.metrics)
        var settings = Settings()
        request.apply(to: &settings)
        settings.comparesPolicies = compare ? true : nil
        kill.apply(to: &settings)
        limits.apply(to: &settings)
        // A story is about what it shows.
        let file = story == nil ? try ConfigFile.read() : nil
        if let file { levels.apply(to: &settings, file) }
        // The story that comes along tells of a stream that nobody resumes.
        if story != nil, script == nil { settings.onBreak = .observe }
        settings.startsArmed = true
        settings.arming = .lasts
        settings.hasFaultMenu = true
        if let file, !headless, !board.once, !noProbe { probes.apply(to: &settings, file, every: Self.probePace) }
        let chosen = settings
        return {
            let addresses = try await cluster.addresses()
            if let kubeconfigOut { _ = try KubeconfigCopy(of: addresses.kubeconfigPath, to: kubeconfigOut) }
            if headless {
                try Announcement.print(addresses, kubeconfig: kubeconfigOut ?? addresses.kubeconfigPath)
                await Interruption.wait()
                return
            }
            let access = DemoAccess.choose(addresses)
            try await BoardSession(
                access: access, settings: chosen, board: board, record: record, metrics: metrics, story: story
            ).run()
        }
    }
}

/// Whether a show came to its end.
@MainActor
private final class ShowOutcome {
    var hasEnded = false
}
