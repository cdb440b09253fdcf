import FailoverModel
import TestSupport
import Testing
import TrafficModel

/// Whose tokens they are, by the engines' own counters.
struct TokenStepTests {
    /// Streams 20 tokens a second from 1 s on, without a line of any log, while the engines count what `rates` says.
    private func story(rates: [Double], beside facts: [Fact] = []) -> Story {
        var story = Story.steady()
        for fact in facts { story.tell(at: 0.9, fact) }
        let pods = [Story.engine("8wt2h", host: 11), Story.engine("4psb7", host: 12), Story.engine("cn9tb", host: 13)]
        story.tell(at: 1, .action(.send))
        let id = story.state.conversation.current?.id ?? ""
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

    @Test func aStreamThatMovedIsWithTheEngineInStepSince() {
        var story = story(rates: [0, 45, 5])
        let id = story.state.conversation.current?.id ?? ""
        let pods = [Story.engine("8wt2h", host: 11), Story.engine("4psb7", host: 12), Story.engine("cn9tb", host: 13)]
        for tick in 60..<160 {
            let at = 1 + Double(tick) * 0.05
            story.tell(at: at, .stream(.text(id, "w ")))
            guard tick % 20 == 0 else { continue }
            for (pod, tokens) in zip(pods, [0, 90, 10 + 45 * (at - 4)]) {
                story.tell(.router(.engine(EngineFigures(pod: pod.identity, generatedTokens: 1_000 + tokens))))
            }
        }
        #expect(story.state.conversation[id]?.routes.compactMap(\.pod) == [pods[1].identity, pods[2].identity])
    }

    @Test func withAStaleListOfPodsItIsAGuess() {
        var story = story(
            rates: [0, 45, 5], beside: [.kubernetes(.source(.pods, .stale(since: .zero, reason: "no answer")))])
        #expect(story.state.activeRoute?.evidence == .tokensOfSome)
        #expect(story.state.activeRoute?.evidence.isGuess == true)
        story.tell(at: 4, .kubernetes(.source(.pods, .live)))
        let figures = EngineFigures(pod: Story.engine("4psb7", host: 12).identity, generatedTokens: 1_200)
        story.tell(at: 4, .router(.engine(figures)))
        #expect(story.state.activeRoute?.evidence == .tokens, "seen again, it is told from the rest")
    }

    @Test func anEngineThatDrainsMayBeTheOne() {
        var draining = Story.engine("last", host: 14)
        let was = Fact.kubernetes(.pods(.changed(draining)))
        draining.isTerminating = true
        draining.isReady = false
        let story = story(rates: [0, 45, 5], beside: [was, .kubernetes(.pods(.changed(draining)))])
        #expect(story.state.activeRoute?.evidence == .tokensOfSome)
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
