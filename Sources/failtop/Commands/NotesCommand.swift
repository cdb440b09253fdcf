import ArgumentParser
import BoardRuntime
import Foundation
import NcursesTerminal
import Panes

struct NotesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "notes", abstract: "The speaker's notes of the show that is running, for a second terminal.",
        usage: "\(Invocation.name) notes [<options>]",
        discussion: """
            failtop demo --autoplay --step      on the screen that all see
            failtop notes                       on the one that only you see

            Shows this act's notes, the next act and the time. q ends it. Without a
            terminal it prints them once.
            """)

    @OptionGroup(title: "Board") var look: LookOptions

    @Flag(help: "Print the notes once, and exit.")
    var once = false

    mutating func run() async throws {
        let file = ShowProgressFile.standard
        guard !once, Output.isTerminal else {
            let lines = NotesPage.lines(file.read(), at: Date().timeIntervalSince1970)
            return Output.print(lines.map(\.plain).joined(separator: "\n"))
        }
        try await Self.show(file, try look.terminal())
    }

    @MainActor
    private static func show(_ file: ShowProgressFile, _ options: TerminalOptions) async throws {
        let terminal: NcursesTerminal
        do {
            terminal = try NcursesTerminal(options: options)
        } catch {
            throw Failure(.usage, "\(error)")
        }
        let loop = NotesLoop(terminal: terminal, appearance: Appearance(glyphs: terminal.glyphs)) {
            (file.read(), Date().timeIntervalSince1970)
        }
        let ending = await loop.run()
        terminal.restore()
        try ending.raise()
    }
}
