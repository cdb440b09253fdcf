import TestSupport
import Testing

/// The built-in story plays itself to its end, and tells the same each time.
@Suite(.serialized, .timeLimit(.minutes(10)))
struct AutoplayTests {
    /// What is said, in order.
    private static let captions = [
        "Three engines serve one model.", "Session 9999 asks for a long answer.", "Now we kill the very pod",
        "The stream ends. It looks clean", "another engine serves it", "Kubernetes starts a replacement",
        "Recovered. Three gaps, four promises", "The same again, with a router that moves",
        "A short pause, and the answer goes on", "The replacement is ready", "Complete: its reader noticed",
        "No vLLM router does this today.",
    ]

    /// What the screen shows beside its times: each pod with its letter, where the session went, the judgements.
    private struct Sight: Equatable {
        var pods: [String]
        var judgements: [String]

        init(_ screen: String) {
            pods = screen.matches(of: /([A-Z]) {2}vllm-\S+-(\w{5})\s/).map { "\($0.1) \($0.2)" }
            judgements = screen.matches(of: /[1-4] (?:request|session|gap|capacity) +(HELD|DEVIATED|RESUMED)/).map { "\($0.1)" }
        }
    }

    private func play() async throws -> [Sight] {
        var sights: [Sight] = []
        try await Tmux.with(command: "\(Program.failtop) demo --autoplay --startup-delay 2s --no-record") { board in
            for caption in Self.captions {
                try await board.shows(caption, within: .seconds(60))
                if caption.hasPrefix("Recovered") || caption.hasPrefix("Complete") {
                    sights.append(Sight(try await board.screen))
                }
            }
            // The last picture stays for questions.
            try await board.press("q")
            try await board.shows("ended with 0")
        }
        return sights
    }

    @Test func theStoryPlaysWithoutAKeyTwiceTheSame() async throws {
        let one = try await play()
        let other = try await play()
        // The letters are the same too where nobody else has the addresses of the stage.
        #expect(one.map(\.judgements) == other.map(\.judgements))
        #expect(one.map(\.judgements) == [["DEVIATED", "HELD", "HELD", "HELD"], ["HELD", "HELD", "HELD", "HELD"]])
        #expect(one.allSatisfy { $0.pods.count == 4 }, "three engines and the router: \(one)")
    }
}
