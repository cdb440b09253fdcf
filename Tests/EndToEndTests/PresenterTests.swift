import Foundation
import TestSupport
import Testing

/// On stage: the large picture, going back in a run that goes on, and a recording in place of it.
@Suite(.serialized, .longWorld, .timeLimit(.minutes(3)))
struct PresenterTests {
    private static let large = "██████"

    @Test func theStoryIsLargeAndCanBeSeenAgain() async throws {
        try await Tmux.with(columns: 80, rows: 24, command: "\(Program.failtop) demo --startup-delay 1s --present") { board in
            try await board.shows("engines ready", Self.large)
            try await board.ask(until: "9999 →")
            try await board.press("x")
            try await board.shows("y kill", "uid")
            try await board.answer("y")
            let end = try await board.shows("service gap, seconds", "capacity gap, seconds", "4 capacity PASS", " y  kill")
            #expect(end.contains("1 request FAIL"))
            // Back to the marks, held; then in slow motion, behind the present.
            try await board.press("Space", until: "PAUSED")
            // Which mark comes first depends on the moment of the kill: before the first there is no gap yet.
            for _ in 0..<8 { try await board.press("[") }
            try await board.eventually("the first mark") {
                $0.contains("PAUSED") && $0.contains("s ago") && ($0.contains("so far") || $0.contains("tokens per second"))
            }
            try await board.press("x")
            try await board.press("<")
            try await board.shows("0.50x display", "s behind", "service gap, seconds", within: .seconds(60))
            try await board.press("Escape")
            try await board.eventually("the present") { $0.contains("4 capacity PASS") && !$0.contains("behind") }
            try await board.press("P")
            try await board.shows("1 Pods", "2 Sessions")
            try await board.press("0")
            let fresh = try await board.shows("No incident since you", "started over")
            #expect(!fresh.contains("┃"), "the stream is cleared")
            try await board.press("q")
            try await board.shows("ended with 0")
        }
    }

    @Test func aRecordingStandsInForTheRun() async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "failtop-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let rehearsal = try await Program.run(
            Program.failtop, ["test", "--demo", "--startup-delay", "1s", "--max-tokens", "60"], environment: ["XDG_STATE_HOME": folder])
        #expect(rehearsal.exitCode == 1)
        let refused = try await Program.run(
            Program.failtop, ["demo", "--fallback", "\(folder)/none.jsonl"], environment: ["XDG_STATE_HOME": folder])
        #expect(refused.exitCode == 2 && refused.error.contains("none.jsonl"), "\(refused)")
        try await Tmux.with(
            command: "env XDG_STATE_HOME=\(folder) \(Program.failtop) demo --startup-delay 1s --present"
        ) { board in
            try await board.shows("engines ready")
            try await board.press("R")
            try await board.shows("PLAYBACK", "4 capacity PASS")
            try await board.press("R")
            let back = try await board.shows("ARMED", "engines ready")
            #expect(!back.contains("PLAYBACK"))
            try await board.press("q")
            try await board.shows("ended with 0")
        }
    }
}
