import ArgumentParser
import FailoverModel

/// The board for those who do not look at it.
struct WaitOptions: ParsableArguments {
    @Flag(help: "End when an incident has opened and recovered, and print its summary. Planned changes do not count.")
    var untilIncident = false

    @Option(help: ArgumentHelp("With --until-incident: give up after this long, with exit code 5.", valueName: "time"), transform: DurationArgument.parse)
    var timeout: DurationArgument?

    @Option(help: ArgumentHelp("Run this shell command when an incident opens and when it closes, with the event as JSON on its input.", valueName: "command"))
    var notify: String?

    mutating func validate() throws {
        if timeout != nil, !untilIncident { throw ValidationError("--timeout goes with --until-incident") }
        if notify?.isEmpty == true { throw ValidationError("--notify needs a command") }
    }

    func apply(to settings: inout Settings) {
        if untilIncident { settings.wait = IncidentWait(timeout: timeout?.duration) }
    }
}
