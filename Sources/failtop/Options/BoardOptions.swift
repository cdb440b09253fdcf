import ArgumentParser
import NcursesTerminal

/// How the board looks, and how it is shown without a screen.
struct BoardOptions: ParsableArguments {
    @OptionGroup var look: LookOptions

    @Option(help: ArgumentHelp("The recording that the key R shows when the network fails; default is the newest with an incident.", valueName: "file"), completion: .file())
    var fallback: String?

    @Flag(help: "Draw one frame as plain text when the data is in, and exit.")
    var once = false

    @Option(help: ArgumentHelp("With --once: the frame, or the state.", valueName: "format"))
    var output: OutputFormat = .text

    enum OutputFormat: String, ExpressibleByArgument, CaseIterable {
        case text, json
    }

    mutating func validate() throws {
        if output == .json, !once { throw ValidationError("--output json goes with --once") }
    }
}
