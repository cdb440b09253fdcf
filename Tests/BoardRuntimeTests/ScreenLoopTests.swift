@testable import BoardRuntime
import Journal
import Panes
import TerminalCanvas
import TestSupport
import Testing


/// The board's loop on a terminal that keeps what it was shown.
@MainActor
struct ScreenLoopTests {
    private struct Missing: Error, CustomStringConvertible {
        var description: String { "there is none" }
    }

    private func withBoard(
        fallback: (@Sendable () async throws -> Replay)? = nil,
        _ body: (RecordingTerminal, Mailbox) async throws -> Void
    ) async throws {
        let terminal = RecordingTerminal(size: Size(columns: 80, rows: 24))
        let mailbox = Mailbox()
        let keeper = StateKeeper(start: Story.steady().state.start, mailbox: mailbox, handlers: .none)
        let loop = ScreenLoop(keeper: keeper, terminal: terminal, appearance: .utf8, fallback: fallback)
        async let ending = loop.run()
        for event in Story.steady().events.dropFirst() { mailbox.post(event.fact) }
        try await body(terminal, mailbox)
        terminal.press(.control("c"))
        #expect(await ending == .quit)
    }

    private func shown(_ terminal: RecordingTerminal, _ texts: String...) async throws {
        _ = try await Program.eventually("\(texts)") { () -> Bool? in
            let screen = terminal.lines.joined(separator: "\n")
            return texts.allSatisfy(screen.contains) ? true : nil
        }
    }

    @Test func factsArriveWhileThePictureIsHeld() async throws {
        try await withBoard { terminal, mailbox in
            try await shown(terminal, "● LIVE 3/3")
            terminal.type(" ")
            try await shown(terminal, "PAUSED")
            mailbox.post(.kubernetes(.pods(.changed(Story.engine("d4d4d", host: 14)))))
            try await shown(terminal, "s ago", "● LIVE 3/3")
            terminal.type("x")
            terminal.type(".")
            try await shown(terminal, "● LIVE 4/4")
            terminal.type(" ")
            try await shown(terminal, "● LIVE 4/4", "X choose")
            #expect(!terminal.lines[0].contains("PAUSED"))
        }
    }

    @Test func aRecordingStandsInAndGoesAway() async throws {
        var journal = Journal(header: JournalHeader())
        journal.events = Story.killed().events
        let replay = try #require(Replay(journal))
        try await withBoard(fallback: { replay }) { terminal, _ in
            try await shown(terminal, "● LIVE 3/3")
            terminal.type("R")
            try await shown(terminal, "PLAYBACK", "T0")
            terminal.type("sxX")
            terminal.type("R")
            try await shown(terminal, "No incident yet")
            #expect(!terminal.lines[0].contains("PLAYBACK"))
        }
    }

    /// Finding 1.2: it armed the board, asked, and confirmed.
    @Test func pastedTextDoesNothingOnTheBoard() async throws {
        try await withBoard { terminal, _ in
            try await shown(terminal, "● LIVE 3/3", "ARMED")
            terminal.paste("anxiety")
            terminal.type("/")
            terminal.paste("4psb7\n")
            try await shown(terminal, " /4psb7", "1 of 4")
            #expect(terminal.lines.joined().contains("ARMED"))
        }
    }

    @Test func aMissingRecordingIsSaid() async throws {
        try await withBoard(fallback: { throw Missing() }) { terminal, _ in
            try await shown(terminal, "● LIVE 3/3")
            terminal.type("R")
            try await shown(terminal, "no recording to fall back to: there is none")
        }
    }
}
