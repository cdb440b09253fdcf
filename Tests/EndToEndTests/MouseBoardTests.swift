import Foundation
import TestSupport
import Testing

/// The mouse on the real board, and the hint of the first run.
@Suite(.serialized, .world, .timeLimit(.minutes(3)))
struct MouseBoardTests {
    @Test func clicksSelectAndTheHintComesOnce() async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "failtop-\(UUID().uuidString)").path
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let program = "env XDG_STATE_HOME=\(folder) \(Program.failtop) demo --startup-delay 1s"
        try await Tmux.with(command: program) { board in
            try await board.shows("● LIVE 3/3", "New here?")
            #expect(try await board.format("#{mouse_any_flag}") == "1")
            // The third row of the pods, as a terminal reports a click there (SGR 1006): columns and rows count from 1.
            try await board.press("\u{1B}[<0;5;6M")
            try await board.eventually("no hint") { !$0.contains("New here?") }
            let name = try await board.screen.split(separator: "\n")[5].firstMatch(of: #/-(\w{5}) /#)?.output.1
            try await board.press("Enter")
            try await board.shows("-\(name ?? "none")", "uid")
            try await board.escape(from: "uid")
            try await board.press("q")
            try await board.shows("ended with 0")
        }
        try await Tmux.with(command: "\(program) --no-mouse") { board in
            let screen = try await board.shows("● LIVE 3/3")
            #expect(!screen.contains("New here?"))
            #expect(try await board.format("#{mouse_any_flag}") == "0")
            try await board.press("q")
            try await board.shows("ended with 0")
        }
    }
}
