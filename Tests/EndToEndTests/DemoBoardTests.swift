import TestSupport
import Testing

/// The story as a user sees it: the real program, the real kubectl, keys pressed in a real terminal.
@Suite(.serialized, .world, .timeLimit(.minutes(3)))
struct DemoBoardTests {
    private func withBoard(
        _ columns: Int, _ rows: Int, _ flags: String = "", _ body: (Tmux) async throws -> Void
    ) async throws {
        let command = "\(Program.failtop) demo --startup-delay 1s \(flags)"
        try await Tmux.with(columns: columns, rows: rows, command: command, body)
    }

    @Test func aKillFromKeyPressToRecovery() async throws {
        try await withBoard(120, 36) { terminal in
            try await terminal.shows("router vllm-router-service ● LIVE", "pods ● LIVE 3/3")
            try await terminal.ask(until: "9999 →")
            try await terminal.shows("session 9999 →", "streaming", "tok/s")
            try await terminal.press("x")
            try await terminal.shows("y kill", "uid")
            try await terminal.answer("y")
            let end = try await terminal.shows("T7", "capacity gap", "service gap", "detection", "truncated")
            for mark in ["T0 ", "T1 ", "T2 ", "T3 ", "T4 ", "T5 ", "T6 "] { #expect(end.contains(mark)) }
            #expect(end.contains("you killed"))
            try await terminal.press("q")
            try await terminal.shows("ended with 0")
        }
    }

    @Test func noIsTheDefaultAndHelpOpens() async throws {
        try await withBoard(80, 24, "--sessions 2") { terminal in
            try await terminal.shows("● LIVE 3/3")
            try await terminal.ask(until: "9999 →")
            try await terminal.shows("9999 →")
            try await terminal.press("x")
            try await terminal.shows("y kill")
            try await terminal.answer("n")
            let spared = try await terminal.shows("nothing killed")
            #expect(spared.contains("● LIVE 3/3"))
            try await terminal.press("?")
            try await terminal.shows("Keys")
            try await terminal.press("Escape")
            try await terminal.eventually("no help") { !$0.contains("╭ Keys") }
            try await terminal.resize(columns: 40, rows: 10)
            try await terminal.press("q")
            try await terminal.shows("ended with 0")
        }
    }

    @Test func aRouterThatMigratesKeepsTheStream() async throws {
        try await withBoard(120, 36, "--resume-in-router") { terminal in
            try await terminal.shows("● LIVE 3/3")
            try await terminal.ask(until: "9999 →")
            try await terminal.shows("9999 →", "streaming")
            try await terminal.press("x")
            try await terminal.shows("y kill")
            try await terminal.answer("y")
            let screen = try await terminal.shows("T5", "service gap", "capacity gap")
            #expect(!screen.contains("truncated"))
            try await terminal.press("q")
            try await terminal.shows("ended with 0")
        }
    }
}
