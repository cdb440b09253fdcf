import ArgumentParser
import NcursesTerminal
import TerminalCanvas

/// How the board looks.
struct LookOptions: ParsableArguments {
    @Flag(help: "Draw with ASCII.")
    var ascii = false

    @Option(help: ArgumentHelp("When to use colours.", valueName: "when"))
    var color: ColorChoice = .auto

    @Option(help: "dark, light, contrast, colour-blind or mono. (default: theme in config.yaml, else dark)")
    var theme: Palette?

    @Flag(help: "Begin in presenter mode, large for a room; the key P changes it.")
    var present = false

    @Flag(help: "Leave the mouse to the terminal.")
    var noMouse = false

    enum ColorChoice: String, ExpressibleByArgument, CaseIterable {
        case auto, always, never
    }

    func terminal() throws -> TerminalOptions {
        let colour: TerminalOptions.Colour =
            switch color {
            case .auto: .automatic
            case .always: .always
            case .never: .never
            }
        return TerminalOptions(colour: colour, palette: try theme ?? ConfigFile.read().theme ?? .dark, ascii: ascii, mouse: !noMouse)
    }
}

extension Palette: ExpressibleByArgument {
    package init?(argument: String) {
        self.init(rawValue: argument == "color-blind" ? "colour-blind" : argument)
    }
}
