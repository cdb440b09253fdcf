import ArgumentParser
import FailoverModel
import NcursesTerminal

/// How the board looks and what it may do.
struct BoardOptions: ParsableArguments {
    @Option(help: "The kind of kill behind x: now, force, graceful or evict.")
    var kill: KillKind = .now

    @Flag(help: "Never kill anything.")
    var readOnly = false

    @Option(help: "Record every event to this file (JSON lines).")
    var record: String?

    @Flag(help: "Draw with ASCII.")
    var ascii = false

    @Option(help: "auto, always or never.")
    var color: ColorChoice = .auto

    @Flag(help: "Draw one frame as plain text when the data is in, and exit.")
    var once = false

    @Option(help: "With --once: text, or json for the state.")
    var output: OutputFormat = .text

    enum ColorChoice: String, ExpressibleByArgument, CaseIterable {
        case auto, always, never
    }

    enum OutputFormat: String, ExpressibleByArgument, CaseIterable {
        case text, json
    }

    mutating func validate() throws {
        if output == .json, !once { throw ValidationError("--output json goes with --once") }
    }

    func apply(to settings: inout Settings) {
        settings.killKind = kill
        settings.isReadOnly = readOnly
    }

    var terminal: TerminalOptions {
        let colour: TerminalOptions.Colour =
            switch color {
            case .auto: .automatic
            case .always: .always
            case .never: .never
            }
        return TerminalOptions(colour: colour, ascii: ascii)
    }
}
