import ArgumentParser
import FailoverModel
import ProbeModel

/// Requests of our own that measure every engine's failover from the client's side.
struct ProbeOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp("Ask every engine a short request so often, in a session of our own that lands there; 10s for example.", valueName: "time"),
        transform: DurationArgument.parse)
    var probe: DurationArgument?

    @Flag(help: "Keep a long answer under way on every engine, so that a gap is measured in milliseconds. The header says what it costs.")
    var canary = false

    @Option(help: ArgumentHelp("The most tokens a minute that probes and canaries may cost. (default: \(ProbeSettings().tokensPerMinute))", valueName: "count"))
    var probeBudget: Int?

    var isGiven: Bool { probe != nil || canary }

    mutating func validate() throws {
        if let probe, probe.duration < .seconds(1) { throw ValidationError("--probe must be 1s or longer, not \(probe)") }
        if let probeBudget {
            guard probeBudget > 0 else { throw ValidationError("--probe-budget must be at least 1, not \(probeBudget)") }
        }
    }

    /// What is not given is as the configuration file has it.
    /// - Parameter every: where neither says how often, nor asks for canaries; nil: never.
    func apply(to settings: inout Settings, _ file: ConfigFile, every: Duration? = nil) {
        var probes = file.probes ?? ProbeSettings()
        if !isGiven, !probes.isOn { probes.every = every }
        if let probe { probes.every = probe.duration }
        if canary { probes.holdsStreams = true }
        if let probeBudget { probes.tokensPerMinute = probeBudget }
        settings.probes = probes.isOn ? probes : nil
    }
}
