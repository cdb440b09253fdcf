import ArgumentParser
import FailoverModel
import IncidentModel

struct WatchCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "watch", abstract: "The board on a real cluster, through your own kubectl.",
        discussion: """
            failtop watch --context my-cluster -n my-namespace
            failtop watch --router service/vllm-router-service:80 --read-only
            failtop watch --once --output json | jq .pods
            failtop watch --until-incident --timeout 8h --notify 'mail -s failtop me'

            Starts disarmed: the key a arms for five minutes, x kills the pod of the
            session after a question. The key ? lists all. Without a terminal it prints
            one line per event.
            Exit codes: 0 ended, 2 usage, 3 unreachable, 5 no incident in time.
            """)

    @OptionGroup(title: "Connection") var connection: ConnectionOptions
    @OptionGroup(title: "Request") var request: RequestOptions
    @OptionGroup(title: "Kill") var kill: KillOptions
    @OptionGroup(title: "Limits") var limits: LimitOptions
    @OptionGroup(title: "Limits") var levels: ServiceLevelOptions
    @OptionGroup(title: "Board") var board: BoardOptions
    @OptionGroup(title: "Unattended") var wait: WaitOptions
    @OptionGroup(title: "Probes") var probes: ProbeOptions
    @OptionGroup(title: "Unattended") var metrics: MetricsOptions
    @OptionGroup(title: "Recording") var recording: RecordingOptions

    @Flag(help: "One line per event, whatever the output is: for a pod, whose service account is used where there is no kubeconfig.")
    var headless = false

    @Flag(help: "With --on-break resume or retry: the next answer that s adds is on the same engine and is only observed: one goes on, one is lost.")
    var compare = false

    @Flag(help: "Start armed: x kills after confirmation. Arming expires after five minutes.")
    var arm = false

    mutating func validate() throws {
        if compare, request.onBreak == .observe { throw ValidationError("--compare goes with --on-break resume or retry") }
        if arm, kill.readOnly { throw ValidationError("--arm and --read-only exclude each other") }
        if headless, board.once || arm { throw ValidationError("--headless goes neither with --once nor with --arm") }
        if probes.isGiven, board.once { throw ValidationError("--probe and --canary do not go with --once: a frame is one moment") }
        if metrics.metrics != nil, board.once { throw ValidationError("--metrics and --once exclude each other") }
        if wait.untilIncident, board.once { throw ValidationError("--until-incident and --once exclude each other") }
    }

    mutating func run() async throws {
        var settings = Settings()
        connection.apply(to: &settings)
        request.apply(to: &settings)
        settings.comparesPolicies = compare ? true : nil
        kill.apply(to: &settings)
        limits.apply(to: &settings)
        let file = try ConfigFile.read()
        levels.apply(to: &settings, file)
        wait.apply(to: &settings)
        probes.apply(to: &settings, file)
        settings.protection = file.protection
        settings.startsArmed = arm
        // Each asking makes a new path.
        let place = board.once ? recording.asked() : recording.place()
        try await BoardSession(
            access: connection.access, settings: settings, keySource: connection.keySource, board: board, record: place,
            notify: try wait.command(recording: place), metrics: metrics.metrics, isHeadless: headless
        ).run()
    }
}
