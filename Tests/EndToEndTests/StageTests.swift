import Foundation
import TestSupport
import Testing

/// A booth's story, played twice on end, with every key of the one who tells it, on a small and on a large screen: what stands on
/// the screen agrees with the caption at every stop.
@Suite(.serialized, .longWorld, .timeLimit(.minutes(4)))
struct StageTests {
    private static let script = """
        title: Mine
        acts:
          - name: The kill
            cluster: {}
            cues:
              - wait: steady
              - say: Session 9999 asks.
              - press: s
              - wait: {tokens: 12}
              - press: x
              - rest: 10m
              - press: "y"
              - wait: broken
              - say: It broke.
              - rest: 10m
              - wait: served
              - say: It moved.
              - rest: 10m
              - wait: recovered
              - say: It is over.
              - rest: 10m
        """

    @Test(arguments: [(80, 24), (120, 36)])
    func everyStopAgreesWithItsCaption(_ columns: Int, _ rows: Int) async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "failtop-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try Self.script.write(toFile: "\(folder)/mine.yaml", atomically: true, encoding: .utf8)
        let flags = "--startup-delay 1s --max-gap 10s --autoplay --step --loop --script \(folder)/mine.yaml"
        try await Tmux.with(columns: columns, rows: rows, command: "XDG_STATE_HOME=\(folder) \(Program.failtop) demo \(flags)") { board in
            for _ in 1...2 { try await Self.play(board, isSmall: columns < 100) }
            try await board.shows("Session 9999 asks.")
            try await board.press("q", until: "ended with 0")
        }
    }

    private static func play(_ board: Tmux, isSmall: Bool) async throws {
        try await board.shows("Session 9999 asks.", "y kill", within: .seconds(60))
        try await board.press(".")
        let broken = try await board.shows("It broke.", "✂", within: .seconds(60))
        #expect(broken.contains("detection, seconds") == isSmall, "presenter mode where there is little room")
        #expect(broken.contains("incident 1"), "each time on a cluster of its own")
        // Held, the screen is that of the caption, and its keys are those of looking back.
        try await board.press("Space", until: "PAUSED")
        let held = try await board.shows("It broke.", "Esc live", "[ mark before")
        let detection = try #require(Self.detection(held, isSmall))
        // Mark by mark, back to before the break.
        let before = try await Program.eventually("a mark before the break") {
            try await board.press("[")
            let screen = try await board.screen
            return screen.contains("no [DONE]") ? nil : screen
        }
        #expect(before.contains(/PAUSED \d+\.\d s ago/) && !before.contains("It moved."), "\(before)")
        try await board.press(".")
        try await board.escape(from: "PAUSED")
        try await board.shows("It broke.", "✂")
        try await board.press("<", until: "0.50x")
        try await board.shows("It broke.")
        try await board.escape(from: "0.50x")
        // The key that goes on is the same as the one that steps while the screen is held: now it goes on.
        try await board.press(".", until: "It moved.")
        let moved = try await board.shows("It moved.", "→")
        #expect(moved.contains(/9999 → [A-D]/), "\(moved)")
        try await board.press(".", until: "It is over.")
        let over = try await board.shows("It is over.", "recovered")
        #expect(Self.detection(over, isSmall) == detection, "a number that was shown stays")
        #expect(over.contains(/1 request +FAIL|1 FAIL/) && over.contains(/4 capacity +PASS|4 PASS/), "\(over)")
        try await board.press(".")
    }

    /// In seconds, where the numbers are text; the picture of large ones.
    private static func detection(_ screen: String, _ isSmall: Bool) -> String? {
        guard isSmall else { return screen.firstMatch(of: /detection ([0-9.]+ s)/).map { String($0.1) } }
        let lines = screen.split(separator: "\n")
        guard let captions = lines.firstIndex(where: { $0.contains("detection, seconds") }), captions >= 5 else { return nil }
        return lines[(captions - 5)..<captions].map { $0.prefix(24) }.joined(separator: "\n")
    }
}
