import ArgumentParser
import BoardRuntime
import ClusterModel
import DrillModel
import Journal
import Reports
import TerminalCanvas

struct ExportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export", abstract: "A recording as a film, a picture or a report, on standard output.",
        usage: "\(Invocation.name) export <file> [<options>]",
        discussion: """
            failtop export run.jsonl > run.cast          then: asciinema play run.cast
            failtop export run.jsonl -o svg --at 12s > run.svg
            failtop export run.jsonl -o svg --animated > run.svg
            failtop export run.jsonl -o html > run.html

            Recordings are below the state folder, $XDG_STATE_HOME/failtop/recordings.
            """)

    enum Format: String, ExpressibleByArgument, CaseIterable {
        case cast, cast3, svg, screen, text, json, junit, markdown, html
    }

    @Argument(help: "A recording.", completion: .file())
    var file: String

    @Option(name: [.customShort("o"), .long], help: ArgumentHelp("What to make of it; cast and cast3 are asciicast v2 and v3, screen is plain text.", valueName: "format"))
    var format: Format = .cast

    @Option(help: ArgumentHelp("Columns of the screen, for cast, svg and screen.", valueName: "count"))
    var columns: Int = 120

    @Option(help: ArgumentHelp("Rows of the screen, for cast, svg and screen.", valueName: "count"))
    var rows: Int = 36

    @Option(help: ArgumentHelp("For svg and screen: the moment, in time since the start; default is the end.", valueName: "time"), transform: DurationArgument.parse)
    var at: DurationArgument?

    @Option(help: "For svg: dark, light, contrast, colour-blind or mono.")
    var theme: Palette = .dark

    @Flag(help: "For svg: one file that plays the story by itself, in a browser or on a slide.")
    var animated = false

    @Flag(help: "For svg and screen: in presenter mode.")
    var present = false

    @Flag(help: "For svg and screen: draw with ASCII.")
    var ascii = false

    mutating func validate() throws {
        guard (20...500).contains(columns), (5...200).contains(rows) else {
            throw ValidationError("--columns must be 20 to 500 and --rows 5 to 200")
        }
        if animated, format != .svg || at != nil { throw ValidationError("--animated goes with -o svg, and without --at") }
    }

    mutating func run() throws {
        let replay = try LoadedJournal.replay(file)
        let size = Size(columns: columns, rows: rows)
        switch format {
        case .cast: Output.print(Asciicast(version: .v2, size: size).text(of: replay, title: title(replay)))
        case .cast3: Output.print(Asciicast(version: .v3, size: size).text(of: replay, title: title(replay)))
        case .svg where animated:
            let film = ScreenFilm(size: size, appearance: ascii ? .ascii : .utf8)
            Output.print(film.animation(of: replay, palette: theme, isPresenting: present))
        case .svg, .screen:
            let moment = at.map { Moment($0.duration) } ?? replay.duration
            let picture = ScreenFilm(size: size, appearance: ascii ? .ascii : .utf8).picture(of: replay, at: moment, isPresenting: present)
            let isText = format == .screen
            Output.print(isText ? picture.lines.joined(separator: "\n") : SVGPicture.text(of: picture, palette: theme))
        case .html:
            let film = ScreenFilm(size: Size(columns: 100, rows: 30)).animation(of: replay)
            Output.print(Report.html(Self.report(replay), film: film))
        case .text, .json, .junit, .markdown:
            Output.print(Report.render(Self.report(replay), as: ReportFormat(rawValue: format.rawValue) ?? .text))
        }
    }

    /// What the whole recording comes to.
    static func report(_ replay: Replay) -> TestReport {
        var replay = replay
        replay.seek(to: replay.duration)
        return replay.state.testReport(gaps: GapStatistics.summaries)
    }

    private func title(_ replay: Replay) -> String { "failtop, session \(replay.state.settings.session)" }
}
