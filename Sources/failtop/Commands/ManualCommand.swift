import ArgumentParser
import Foundation

struct ManualCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "manual", abstract: "The manual page, made from the program itself.",
        discussion: """
            failtop manual | man -l -
            failtop manual > ~/.local/share/man/man1/failtop.1
            """)

    mutating func run() throws {
        let help = try JSONDecoder().decode(DumpedHelp.self, from: Data(Failtop._dumpHelp().utf8))
        Output.print(ManualPage(help.command).text)
    }
}
