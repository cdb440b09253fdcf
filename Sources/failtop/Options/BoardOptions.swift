import ArgumentParser
import NcursesTerminal

/// How the board looks.
struct BoardOptions: ParsableArguments {
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
