import FailoverModel
import TestSupport
import Testing

/// Whose tokens they are, by the engines' own counters.
struct TokenStepTests {
    /// Streams 20 tokens a second from 1 s on, without a line of any log, while the engines count what `rates` says.
    private func story(rates: [Double]) -> Story {
        var story = Story.steady()
        let pods = [Story.engine("8wt2h", host: 11), Story.engine("4psb7", host: 12), Story.engine("cn9tb", host: 13)]
        story.tell(at: 1, .action(.send))
        let id = story.state.streams.current?.id ?? ""
        story.tell(at: 1, .stream(.opened(id, status: 200)))
        for tick in 0..<60 {
            let at = 1 + Double(tick) * 0.05
            story.tell(at: at, .stream(.text(id, "w ")))
            guard tick % 20 == 0 else { continue }
            for (pod, rate) in zip(pods, rates) {
                story.tell(.router(.engine(EngineFigures(pod: pod.identity, generatedTokens: 1_000 + rate * (at - 1)))))
            }
        }
        return story
    }

    @Test func theOnlyEngineInStepIsOurs() {
        let state = story(rates: [0, 45, 5]).state
        #expect(state.activePod?.letter == "B")
        #expect(state.activeRoute?.evidence == .tokens)
        #expect(state.router.engines.values.compactMap(\.tokensPerSecond).max().map { $0.rounded() } == 45)
    }

    @Test(arguments: [[25.0, 45, 5], [0, 0, 0]]) func severalOrNoneTellNothing(rates: [Double]) {
        #expect(story(rates: rates).state.activePod == nil)
    }

    @Test func aWaitingQueueIsDiagnosed() {
        var story = Story.steady()
        let pod = Story.engine("4psb7", host: 12).identity
        story.tell(at: 1, .router(.engine(EngineFigures(pod: pod, running: 4, waiting: 7, generatedTokens: 1))))
        let check = story.state.checks.first { $0.id == "queue" }
        #expect(check?.status == .fail && check?.cause == .resourceConstraints)
        #expect(check?.evidence.first?.field == "vllm:num_requests_waiting")
    }
}
