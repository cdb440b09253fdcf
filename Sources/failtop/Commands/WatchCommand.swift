import ArgumentParser
import FailoverModel

struct WatchCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "watch", abstract: "The board on a real cluster, through your own kubectl.")

    @OptionGroup(title: "Connection") var connection: ConnectionOptions
    @OptionGroup(title: "Request") var request: RequestOptions
    @OptionGroup(title: "Board") var board: BoardOptions

    @Flag(help: "Start armed: x kills after confirmation. Arming expires after five minutes.")
    var arm = false

    mutating func validate() throws {
        if arm, board.readOnly { throw ValidationError("--arm and --read-only exclude each other") }
    }

    mutating func run() async throws {
        var settings = Settings()
        connection.apply(to: &settings)
        request.apply(to: &settings)
        board.apply(to: &settings)
        settings.startsArmed = arm
        try await BoardSession(access: connection.access, settings: settings, board: board).run()
    }
}
