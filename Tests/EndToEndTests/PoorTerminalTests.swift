import TestSupport
import Testing

/// Terminals with little: few colours, none, no UTF-8, a slow line. Everything is readable on all of them.
@Suite(.serialized, .world, .timeLimit(.minutes(3)))
struct PoorTerminalTests {
    @Test(arguments: ["TERM=screen", "TERM=linux", "TERM=vt100", "NO_COLOR=1", "LC_ALL=C TERM=screen", "LC_ALL=C NO_COLOR=1"])
    func theWholeStory(_ variables: String) async throws {
        for flags in ["", "--present --theme contrast"] {
            let command = "env \(variables) \(Program.failtop) demo --startup-delay 1s --max-tokens 120 \(flags)"
            try await Tmux.with(columns: 80, rows: 24, command: command) { board in
                try await board.shows("LIVE  pods", "LIVE 3/3", flags.isEmpty ? "1 Pods" : "engines ready")
                try await board.ask(until: "streaming")
                try await board.press("x")
                try await board.shows("y kill", "uid")
                try await board.answer("y")
                let end = try await board.shows("4 \(flags.isEmpty ? "PASS" : "capacity PASS")", within: .seconds(40))
                let lines = end.split(separator: "\n", omittingEmptySubsequences: false)
                #expect(lines.allSatisfy { $0.count <= 80 } && lines.count <= 25)
                #expect(!end.contains("\u{FFFD}"))
                if variables.contains("LC_ALL=C") { #expect(end.unicodeScalars.allSatisfy { $0.isASCII }, "\(end)") }
                try await board.press("q")
                try await board.shows("ended with 0")
            }
        }
    }

    /// Two thousand bytes a second, as over a bad line: the screen comes late, but whole.
    @Test func aSlowLine() async throws {
        let slow = "python3 -uc 'import os, threading\nwhile b := os.read(0, 200): os.write(1, b); threading.Event().wait(0.1)'"
        let command = "script -qfc 'stty cols 80 rows 24; \(Program.failtop) demo --startup-delay 1s' /dev/null | \(slow)"
        try await Tmux.with(columns: 80, rows: 24, command: command) { board in
            try await board.shows("1 Pods", "2 Sessions", "3 Stream", "4 Failover", "● LIVE 3/3", "q quit", within: .seconds(60))
            try await board.press("q")
            try await board.shows("ended with 0", within: .seconds(60))
        }
    }
}
