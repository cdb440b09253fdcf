import ArgumentParser
import FailoverModel

/// What our own requests may meet before it is an incident, though every pod looks well.
struct ServiceLevelOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp("An incident opens where our requests wait longer for their first token (the middle of the latest five).", valueName: "time"),
        transform: DurationArgument.parse)
    var maxTtft: DurationArgument?

    @Option(help: ArgumentHelp("An incident opens where more of our latest ten requests fail, in percent.", valueName: "percent"))
    var maxErrors: Int?

    var isGiven: Bool { maxTtft != nil || maxErrors != nil }

    mutating func validate() throws {
        if let maxTtft, maxTtft.duration <= .zero { throw ValidationError("--max-ttft must be longer than nothing") }
        if let maxErrors, !(0...99).contains(maxErrors) { throw ValidationError("--max-errors must be 0 to 99 percent, not \(maxErrors)") }
    }

    /// What is not given is as the configuration file has it.
    func apply(to settings: inout Settings, _ file: ConfigFile) {
        settings.limits.firstToken = maxTtft?.duration ?? file.maxTTFT
        settings.limits.failures = maxErrors ?? file.maxErrors
    }
}
