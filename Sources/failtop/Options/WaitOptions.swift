import ArgumentParser
import FailoverModel
import Foundation

/// The board for those who do not look at it.
struct WaitOptions: ParsableArguments {
    @Flag(help: "End when an incident has opened and recovered, and print its summary. Planned changes do not count.")
    var untilIncident = false

    @Option(help: ArgumentHelp("With --until-incident: give up after this long, with exit code 5.", valueName: "time"), transform: DurationArgument.parse)
    var timeout: DurationArgument?

    @Option(help: ArgumentHelp("Run this shell command when an incident opens and when it closes, with the event as JSON on its input.", valueName: "command"))
    var notify: String?

    @Option(help: ArgumentHelp("What --notify's command gets: the event as failtop has it, a Slack message, Alertmanager's alerts, or a PagerDuty event with the key in PAGERDUTY_ROUTING_KEY. (default: json)", valueName: "format"))
    var notifyFormat: NotifyFormat?

    mutating func validate() throws {
        if timeout != nil, !untilIncident { throw ValidationError("--timeout goes with --until-incident") }
        if notifyFormat != nil, notify == nil { throw ValidationError("--notify-format goes with --notify") }
        if notify?.isEmpty == true { throw ValidationError("--notify needs a command") }
    }

    /// nil where nobody is to be told.
    func command(recording: Recording.Place?, environment: [String: String] = ProcessInfo.processInfo.environment) throws -> NotifyCommand? {
        guard let notify else { return nil }
        let key = environment["PAGERDUTY_ROUTING_KEY"].flatMap { $0.isEmpty ? nil : $0 }
        if notifyFormat == .pagerduty, key == nil {
            throw Failure(.usage, "--notify-format pagerduty needs the service's integration key in the environment variable PAGERDUTY_ROUTING_KEY")
        }
        return NotifyCommand(command: notify, format: notifyFormat ?? .json, recording: recording?.path, routingKey: key)
    }

    func apply(to settings: inout Settings) {
        if untilIncident { settings.wait = IncidentWait(timeout: timeout?.duration) }
    }
}
