import ArgumentParser
import NcursesTerminal

/// How the board looks.
struct LookOptions: ParsableArguments {
    @Flag(help: "Draw with ASCII.")
    var ascii = false

    @Option(help: ArgumentHelp("When to use colours.", valueName: "when"))
    var color: ColorChoice = .auto

    @Option(help: "For a dark or a light background.")
    var theme: TerminalOptions.Theme = .dark

    @Flag(help: "Begin in presenter mode, large for a room; the key P changes it.")
    var present = false

    enum ColorChoice: String, ExpressibleByArgument, CaseIterable {
        case auto, always, never
    }

    var terminal: TerminalOptions {
        let colour: TerminalOptions.Colour =
            switch color {
            case .auto: .automatic
            case .always: .always
            case .never: .never
            }
        return TerminalOptions(colour: colour, theme: theme, ascii: ascii)
    }
}

extension TerminalOptions.Theme: ExpressibleByArgument {}
