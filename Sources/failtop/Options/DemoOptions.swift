import ArgumentParser
import DemoCluster

/// What the embedded cluster is like.
struct DemoOptions: ParsableArguments {
    @Option(help: "Engines in the cluster.")
    var engines: Int = 3

    @Option(help: "Background users, each a session of its own.")
    var sessions: Int = 8

    @Option(help: "The pace of one stream.")
    var tokensPerSecond: Double = 20

    @Option(help: "How long a replacement loads its model.")
    var startupDelay: DurationArgument = DurationArgument(.seconds(8))

    @Option(help: "Texts and names follow from it.")
    var seed: UInt64 = 1

    @Flag(help: "A router that moves broken streams to another engine.")
    var resumeInRouter = false

    mutating func validate() throws {
        guard (1...24).contains(engines) else { throw ValidationError("--engines must be 1 to 24, not \(engines)") }
        guard (0...500).contains(sessions) else { throw ValidationError("--sessions must be 0 to 500, not \(sessions)") }
        guard (0.1...1_000).contains(tokensPerSecond) else {
            throw ValidationError("--tokens-per-second must be 0.1 to 1000, not \(tokensPerSecond)")
        }
    }

    var configuration: DemoCluster.Configuration {
        var configuration = DemoCluster.Configuration()
        configuration.engines = engines
        configuration.sessions = sessions
        configuration.tokensPerSecond = tokensPerSecond
        configuration.startupDelay = startupDelay.duration
        configuration.seed = seed
        configuration.resumeInRouter = resumeInRouter
        return configuration
    }
}
