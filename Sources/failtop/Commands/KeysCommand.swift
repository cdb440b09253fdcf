import ArgumentParser
import Panes

/// Prints `docs/KEYS.md` from the keymap itself.
struct KeysCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "keys", abstract: "Print the keys as Markdown.", shouldDisplay: false)

    mutating func run() {
        Output.print(Keymap.markdown())
    }
}
