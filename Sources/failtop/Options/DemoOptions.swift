import ArgumentParser
import DemoCluster

/// What the embedded cluster is like.
struct DemoOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "A world with something wrong in it (docs/scenarios.md). The options below win over it.",
            valueName: "name"),
        completion: .list(scenarios),
        transform: { name in
            do { return try DemoCluster.Scenario.named(name) } catch { throw ValidationError("\(error)") }
        })
    var scenario: DemoCluster.Scenario?

    @Option(help: ArgumentHelp("Engines in the cluster. (default: \(DemoOptions.standard.engines))", valueName: "count"))
    var engines: Int?

    @Option(help: ArgumentHelp("Background users, each a session of its own. (default: \(DemoOptions.standard.sessions))", valueName: "count"))
    var sessions: Int?

    @Option(help: ArgumentHelp("The pace of one stream.", valueName: "pace"))
    var tokensPerSecond: Double = 20

    @Option(help: ArgumentHelp("How long a replacement loads its model. (default: 8s)", valueName: "time"), transform: DurationArgument.parse)
    var startupDelay: DurationArgument?

    @Option(help: ArgumentHelp("Texts and names follow from it.", valueName: "number"))
    var seed: UInt64 = 1

    @Option(help: .init("Plain pods beside the stack.", visibility: .hidden))
    var otherPods = 0

    @Flag(help: .init("They carry the labels of engines.", visibility: .hidden))
    var otherPodsAreEngines = false

    @Option(
        help: ArgumentHelp(
            "A program of your own as each engine, for example 'vllm serve MODEL --host {ip} --port {port}' (docs/routers.md).",
            valueName: "command"),
        transform: command)
    var engineCommand: ProcessCommand?

    @Option(help: ArgumentHelp("A program of your own as the router; KUBECONFIG leads to the cluster.", valueName: "command"), transform: command)
    var routerCommand: ProcessCommand?

    @Option(
        help: ArgumentHelp("The engines drain for so long on SIGTERM, as vLLM's do with this flag; without it they do not.", valueName: "time"),
        transform: DurationArgument.parse)
    var shutdownTimeout: DurationArgument?

    @Flag(help: "A router that moves broken streams to another engine.")
    var resumeInRouter = false

    private static func command(_ line: String) throws -> ProcessCommand {
        do { return try ProcessCommand(line) } catch { throw ValidationError("\(error)") }
    }

    private static let scenarios = DemoCluster.Scenario.all
    private static let standard = DemoCluster.Configuration()

    mutating func validate() throws {
        if let engines, !(1...24).contains(engines) {
            throw ValidationError("--engines must be 1 to 24, not \(engines)")
        }
        if let sessions, !(0...500).contains(sessions) {
            throw ValidationError("--sessions must be 0 to 500, not \(sessions)")
        }
        if engineCommand != nil, shutdownTimeout != nil {
            throw ValidationError("--shutdown-timeout is for the demo's own engines; give it to the program in --engine-command")
        }
        if resumeInRouter, routerCommand != nil {
            throw ValidationError("--resume-in-router is the built-in router's; --router-command runs another one")
        }
        guard (0...50_000).contains(otherPods) else {
            throw ValidationError("--other-pods must be 0 to 50000, not \(otherPods)")
        }
        guard (0.1...1_000).contains(tokensPerSecond) else {
            throw ValidationError("--tokens-per-second must be 0.1 to 1000, not \(tokensPerSecond)")
        }
    }

    /// The scenario's world, and on top of it what the command line says.
    var configuration: DemoCluster.Configuration {
        var configuration = DemoCluster.Configuration()
        if let scenario { configuration.apply(scenario) }
        if let engines { configuration.engines = engines }
        if let sessions { configuration.sessions = sessions }
        configuration.tokensPerSecond = tokensPerSecond
        if let startupDelay { configuration.startupDelay = startupDelay.duration }
        configuration.seed = seed
        configuration.otherPods = otherPods
        configuration.otherPodsAreEngines = otherPodsAreEngines
        configuration.engineCommand = engineCommand
        configuration.routerCommand = routerCommand
        if let shutdownTimeout { configuration.shutdownTimeout = shutdownTimeout.duration }
        if resumeInRouter { configuration.resumeInRouter = true }
        return configuration
    }

    /// The same with a router of its own; what moves streams is the built-in one alone.
    func configuration(router: DemoCluster.RouterProgram) throws -> DemoCluster.Configuration {
        guard router == .builtin || !resumeInRouter else {
            throw ValidationError("--resume-in-router is the built-in router's; \(router.rawValue) does not move streams")
        }
        guard router == .builtin || routerCommand == nil else {
            throw ValidationError("--router-command runs a router of your own; leave out --router \(router.rawValue)")
        }
        var configuration = configuration
        configuration.routerProgram = router
        return configuration
    }
}
