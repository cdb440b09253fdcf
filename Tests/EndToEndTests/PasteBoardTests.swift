import TestSupport
import Testing

/// Text that is pasted, sequences that are no keys, and keys that come in one burst, in a real terminal.
@Suite(.serialized, .world, .timeLimit(.minutes(1)))
struct PasteBoardTests {
    @Test func `neither pasted text nor a burst of keys kills`() async throws {
        try await HeadlessDemo.with { demo in
            try await Tmux.with(columns: 80, rows: 24, command: demo.board()) { board in
                try await board.shows("pods ● LIVE 3/3", "router ● LIVE")
                try await board.ask(until: "9999 →")
                try await board.paste("anxiety")
                try await board.paste("\u{1B}[34x", asKeys: true)
                // Home and End as other terminals send them: `1` and `4` made a pane fill the screen.
                try await board.paste("\u{1B}[1~\u{1B}[4~\u{1B}[7~\u{1B}[8~\u{1B}OH\u{1B}OF", asKeys: true)
                try await board.press("/")
                try await board.paste("b\n")
                let screen = try await board.shows(" /b ", "disarmed", "1 Pods", "4 Failover")
                #expect(!screen.contains("Kill"))
                try await board.escape(from: " /b ")
                try await board.press("a")
                try await board.shows("ARMED")
                try await board.paste("xy", asKeys: true)
                try await board.shows("too quick: read, then press y", "y kill")
                try await board.press("n")
                try await board.shows("nothing killed", "pods ● LIVE 3/3")
                try await board.press("q")
                try await board.shows("ended with 0")
            }
        }
    }
}
