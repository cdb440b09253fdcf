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

    /// The key alone, under a question of the story and past a cue that does not come true.
    @Test func oneKeyPlaysAStoryToItsEnd() async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "failtop-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let script = """
            title: Mine
            acts:
              - name: The kill
                cues:
                  - wait: steady
                  - press: s
                  - wait: {tokens: 5}
                  - press: x
                  - say: Read the question.
                  - rest: 10m
                  - press: "y"
                  - wait: broken
                  - say: It broke.
                  - rest: 10m
              - name: What never comes
                cues:
                  - wait: {tokens: 100000}
                    within: 1s
                  - say: On we go.
                  - rest: 10m
                  - say: The end.
            """
        try script.write(toFile: "\(folder)/mine.yaml", atomically: true, encoding: .utf8)
        let program = "env XDG_STATE_HOME=\(folder) \(Program.failtop)"
        try await Tmux.with(
            columns: 80, rows: 24, command: "\(program) demo --startup-delay 1s --autoplay --step --script \(folder)/mine.yaml"
        ) { board in
            try await board.shows("Read the question.", "y kill")
            try await board.press(".")
            try await board.shows("It broke.")
            try await board.press(".")
            try await board.shows("The story stops here: it waited in vain for tokens of the answer.")
            let notes = try await Program.run(Program.failtop, ["notes", "--once"], environment: ["XDG_STATE_HOME": folder])
            #expect(notes.output.contains("Stopped: it waited in vain for tokens of the answer."), "\(notes.output)")
            #expect(notes.output.contains("On the board . goes on without it"), "\(notes.output)")
            try await board.press(".")
            try await board.shows("On we go.")
            try await board.press(".")
            try await board.shows("The end.")
            try await board.press("q")
            try await board.shows("ended with 0")
        }
    }

    @Test func slowMotionBeginsInThePresent() async throws {
        try await Tmux.with(columns: 120, rows: 36, command: "\(Program.failtop) demo --startup-delay 1s --no-record") { board in
            // A probe that was served shows that the router knows its model.
            try await board.shows("pods ● LIVE 3/3", "router-service ● LIVE")
            try await board.eventually("a probe that was served") { $0.contains(#/[1-9][0-9,]* tok\/min/#) }
            try await board.press("s", until: "9999 →")
            try await board.press("<")
            let slow = try await board.shows("0.50x display", "s behind")
            let behind = try #require(slow.firstMatch(of: /([0-9.]+) s behind/).flatMap { Double($0.1) })
            #expect(behind < 2 && slow.contains("9999 →"), "\(slow)")
            // The display falls behind by half of the time that passes.
            _ = try await Program.eventually("the display falls behind") { () async throws -> Bool? in
                let later = try await board.screen.firstMatch(of: /([0-9.]+) s behind/).flatMap { Double($0.1) }
                return later.map { $0 > behind + 1 } == true ? true : nil
            }
            try await board.escape(from: "s behind")
            try await board.press("q")
            try await board.shows("ended with 0")
        }
    }
}
