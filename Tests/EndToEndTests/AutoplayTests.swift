import TestSupport
import Testing

/// The built-in story plays itself to its end, and tells the same each time. It is played once, for all of them.
@Suite(.serialized, .longWorld, .timeLimit(.minutes(4)))
struct AutoplayTests {
    /// What is said, in order.
    private static let captions = [
        "Three engines serve one model.", "Session 9999 asks for a long answer.", "Now we kill the very pod",
        "Silence, then the stream ends. It looks clean", "another engine serves it", "Kubernetes starts a replacement",
        "Recovered. Three gaps, four expectations", "The same again, with a router that moves",
        "A short pause, and the answer goes on", "The replacement is ready", "Complete: its reader noticed",
        "No vLLM router does this today.",
    ]

    /// What the screen shows beside its times: each pod with its letter, where the session went, the results.
    private struct Sight: Sendable {
        var pods: [String]
        var results: [String]
        var screen: String

        init(_ screen: String) {
            self.screen = screen
            pods = screen.matches(of: /([A-Z]) {2}vllm-\S+-(\w{5})\s/).map { "\($0.1) \($0.2)" }
            results = screen.matches(of: /[1-4] (?:request|session|gap|capacity) +(PASS|FAIL|RESUMED)/).map { "\($0.1)" }
        }
    }

    private static let plays = Once<String, [Sight]>()

    /// The sights at the end of each act.
    private func play() async throws -> [Sight] {
        try await Self.plays.value(for: "failover") {
            var sights: [Sight] = []
            // A busy machine takes its time between two tokens.
            try await Tmux.with(command: "\(Program.failtop) demo --autoplay --startup-delay 2s --max-gap 5s --no-record") { board in
                for caption in Self.captions {
                    let screen = try await board.shows(caption, within: .seconds(60))
                    if caption.hasPrefix("Recovered") || caption.hasPrefix("Complete") { sights.append(Sight(screen)) }
                }
                // The last picture stays for questions.
                try await board.press("q", until: "ended with 0")
            }
            return sights
        }
    }

    @Test func theStoryPlaysToItsEndWithoutAKey() async throws {
        #expect(try await play().count == 2)
    }

    @Test func itsResultsAreTheSameEachTime() async throws {
        let sights = try await play()
        let results = sights.map(\.results)
        #expect(
            results == [["FAIL", "PASS", "PASS", "PASS"], ["PASS", "PASS", "PASS", "PASS"]],
            "\(sights.map(\.screen).joined(separator: "\n\n"))")
    }

    @Test func threeEnginesAndTheRouterAreOnStage() async throws {
        let sights = try await play()
        #expect(sights.allSatisfy { $0.pods.count == 4 }, "\(sights)")
    }

    /// With `--step`, under the questions of the story too.
    @Test func oneKeyPlaysItToItsEnd() async throws {
        try await Tmux.with(command: "\(Program.failtop) demo --autoplay --step --startup-delay 1s --no-record") { board in
            // The key ends what rests now; where the story waits for the cluster it does nothing. A caption that came between
            // the look and the key is passed over, so only their order is certain.
            var seen = 0
            _ = try await Program.eventually(within: .seconds(150), every: .seconds(1), "the last caption") { () async throws -> Bool? in
                let screen = try await board.screen
                if let shown = Self.captions.firstIndex(where: screen.contains) {
                    #expect(shown >= seen)
                    seen = shown
                }
                if seen == Self.captions.count - 1 { return true }
                try await board.press(".")
                return nil
            }
            try await board.press("q", until: "ended with 0")
        }
    }
}
