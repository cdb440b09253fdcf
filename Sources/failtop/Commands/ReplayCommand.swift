import ArgumentParser
import BoardRuntime
import FailoverModel
import NcursesTerminal
import Panes

struct ReplayCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "replay", abstract: "A recording on the board, with the same panes.",
        usage: "\(Invocation.name) replay <file> [<options>]",
        discussion: """
            failtop replay run.jsonl --idle-limit 2s -m

            Keys: space plays and holds, . and , step, [ and ] go to marks, 0 to 9 to
            tenths, < and > change the speed; docs/KEYS.md has all. Without a terminal it
            prints plain lines.
            """)

    @Argument(help: "A recording (--record FILE, or one below the state folder).", completion: .file())
    var file: String

    @Option(help: ArgumentHelp("How fast; 1 is as it was.", valueName: "factor"))
    var speed: Double = 1

    @Option(help: ArgumentHelp("Cut stretches in which nothing happens to this length, for example 2s.", valueName: "time"), transform: DurationArgument.parse)
    var idleLimit: DurationArgument?

    @Flag(name: [.customShort("m"), .long], help: "Pause at each of the marks T0 … T7.")
    var pauseOnMarks = false

    @OptionGroup(title: "Board") var look: LookOptions

    mutating func validate() throws {
        guard (0.01...100).contains(speed) else { throw ValidationError("--speed must be 0.01 to 100, not \(speed)") }
    }

    mutating func run() async throws {
        let replay = try LoadedJournal.replay(file)
        guard Output.isTerminal else { return printLines(replay.events) }
        let player = ReplayPlayer(
            replay, speed: speed, idleLimit: idleLimit?.duration, pausesOnMarks: pauseOnMarks)
        try await ReplayCommand.show(player, look)
    }

    private func printLines(_ events: [Event]) {
        guard case .started(let start)? = events.first?.fact else { return }
        var (state, lines) = (State(start: start), PlainLines())
        for event in events {
            _ = reduce(into: &state, event)
            if let line = lines.line(for: event, state: state) { Output.print(line) }
        }
    }

    @MainActor
    private static func show(_ player: ReplayPlayer, _ look: LookOptions) async throws {
        let options = try look.terminal()
        let terminal: NcursesTerminal
        do {
            terminal = try NcursesTerminal(options: options)
        } catch {
            throw Failure(.usage, "\(error)")
        }
        let loop = ReplayLoop(player: player, terminal: terminal, appearance: Appearance(glyphs: terminal.glyphs), isPresenting: look.present)
        let ending = await loop.run()
        terminal.restore()
        try ending.raise()
    }
}
