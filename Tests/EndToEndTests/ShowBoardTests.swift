import Foundation
import TestSupport
import Testing

/// A story of one's own on the board, and its notes in a second terminal.
@Suite(.serialized, .world, .timeLimit(.minutes(3)))
struct ShowBoardTests {
    @Test func aScriptPlaysAndItsNotesFollow() async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "failtop-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let script = """
            title: Mine
            acts:
              - name: First act
                notes: Wait for the room.
                cues:
                  - wait: steady
                  - say: Session 9999 asks.
                  - press: s
                  - wait: {tokens: 5}
                  - rest: 10m
              - name: Second act
                notes: Almost done.
                cues:
                  - press: P
                  - say: Large enough?
                  - rest: 10m
            """
        try script.write(toFile: "\(folder)/mine.yaml", atomically: true, encoding: .utf8)
        let program = "env XDG_STATE_HOME=\(folder) \(Program.failtop)"
        try await Tmux.with(columns: 80, rows: 24, command: "\(program) notes") { notes in
            try await notes.shows("No show is running")
            try await Tmux.with(
                command: "\(program) demo --startup-delay 1s --autoplay --step --script \(folder)/mine.yaml"
            ) { board in
                try await board.shows("Session 9999 asks.", "streaming")
                try await notes.shows("1/2 First act", "Wait for the room.", "Then: Second act", "since the start")
                // The rest has begun by then, which the key is to end.
                try await board.eventually("ten tokens") { $0.contains(/[1-9]\d tokens/) }
                try await board.press(".", until: "Large enough?")
                try await board.shows("Large enough?", "engines ready", "██████")
                try await notes.shows("2/2 Second act", "Almost done.", "Then: the end.")
                try await board.press("q")
                try await board.shows("ended with 0")
            }
            try await notes.shows("No show is running")
            try await notes.press("q")
            try await notes.shows("ended with 0")
        }
        let once = try await Program.run(Program.failtop, ["notes"], environment: ["XDG_STATE_HOME": folder])
        #expect(once.exitCode == 0 && once.output.hasPrefix("No show is running."))
    }
}
