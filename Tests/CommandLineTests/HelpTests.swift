import ArgumentParser
import Foundation
import TestSupport
import Testing

@testable import failtop

/// The help of every command at 80 columns, and what is said to those who mistype.
struct HelpTests {
    /// Every command with its path, as the help has them.
    private static var commands: [(path: [String], type: any ParsableCommand.Type)] {
        Failtop.configuration.subcommands.flatMap { command -> [(path: [String], type: any ParsableCommand.Type)] in
            let name = command.configuration.commandName ?? ""
            return [([name], command)] + command.configuration.subcommands.map { ([name, $0.configuration.commandName ?? ""], $0) }
        }
    }

    @Test func everyHelpFitsEightyColumns() {
        for (path, command) in Self.commands {
            let help = Failtop.helpMessage(for: command, columns: 80)
            #expect(!help.split(separator: "\n").contains { $0.count > 80 }, "\(path)")
            // What was written as a line stays one.
            for line in command.configuration.discussion.split(separator: "\n") where !line.hasPrefix("Scenarios: ") {
                #expect(line.count <= 80, "\(path): \(line)")
            }
        }
        #expect(!Failtop.helpMessage(columns: 80).split(separator: "\n").contains { $0.count > 80 })
        for line in Failtop.configuration.discussion.split(separator: "\n") { #expect(line.count <= 80) }
    }

    @Test func everyCommandSaysWhatItIsAndShowsAnExample() {
        for (path, command) in Self.commands where command.configuration.shouldDisplay {
            #expect(command.configuration.abstract.hasSuffix(".") || command.configuration.abstract.contains("?"), "\(path)")
            let example = path == ["train", "validate"] ? "Exit codes" : "failtop \(path[0])"
            #expect(command.configuration.discussion.contains(example), "\(path)")
        }
    }

    @Test func everyOptionSaysWhatItDoes() throws {
        let help = try JSONDecoder().decode(DumpedHelp.self, from: Data(Failtop._dumpHelp().utf8))
        func silent(_ command: DumpedHelp.Command) -> [String] {
            let own = (command.arguments ?? []).filter { $0.shouldDisplay && ($0.abstract ?? "").isEmpty }
            return own.map { "\(command.commandName) \($0.names?.last?.text ?? $0.valueName ?? "")" } + command.shown.flatMap(silent)
        }
        #expect(silent(help.command) == [])
    }

    @Test(arguments: [
        (["wach"], "failtop: there is no command wach; did you mean watch? failtop --help lists all\n"),
        (["doctro"], "failtop: there is no command doctro; did you mean doctor? failtop --help lists all\n"),
        (["xyz"], "failtop: there is no command xyz; failtop --help lists all\n"),
        (["train", "chek"], "no lesson is called chek; did you mean check? failtop train lists them"),
        (["train", "nobody-lefd"], "did you mean nobody-left?"),
        (["watch", "--contxt", "x"], "Unknown option '--contxt'. Did you mean '--context'?"),
        (["demo", "--engines", "many"], "The value 'many' is invalid for '--engines <count>'"),
        (["demo", "--engines"], "Missing value for '--engines <count>'"),
        (["demo", "--scenario", "nope"], "no such scenario; choose one of bare-deletions, "),
        (["test", "--kill", "hard"], "Please provide one of 'now', 'force', 'graceful' or 'evict'."),
        (["test", "--demo", "extra"], "Unexpected argument 'extra'"),
        (["replay"], "Missing expected argument '<file>'"),
        (["completions", "tcsh"], "Please provide one of 'bash', 'zsh', 'fish' or 'kubectl'."),
        (["train", "check"], "name the LESSON, or its file with --file FILE"),
        (["train", "--headless"], "--headless needs a lesson"),
    ])
    func aMistypedWordIsToldTheNextStep(_ arguments: [String], _ words: String) async throws {
        let outcome = try await Program.run(Program.failtop, arguments)
        #expect(outcome.exitCode == 2)
        #expect(outcome.error.contains(words), "\(outcome.error)")
        #expect(outcome.output.isEmpty)
        let leads = ["--help' for more information", "failtop --help lists all", "failtop train lists them"]
        #expect(leads.contains { outcome.error.contains($0) }, "\(outcome.error)")
    }

    @Test func distances() {
        #expect(Suggestion.distance("", "") == 0 && Suggestion.distance("abc", "") == 3)
        #expect(Suggestion.distance("wach", "watch") == 1 && Suggestion.distance("kitten", "sitting") == 3)
        #expect(Suggestion.question("demo", among: []) == "")
    }
}
