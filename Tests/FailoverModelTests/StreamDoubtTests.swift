import ClusterModel
import FailoverModel
import TestSupport
import Testing
@testable import TrafficModel

/// Ends that are not believed though they have a finish reason, and those that are.
struct StreamDoubtTests {
    /// A streams 20 tokens from 1 s on; its pod is told as `told` says, and a finish reason comes.
    private static func story(
        finish: Double, reason: String = "stop", maxTokens: Int = 300, told: (inout Story, Double) -> Void
    ) -> (story: Story, id: RequestID, last: Double) {
        var story = Story.steady { $0.maxTokens = maxTokens }
        let (id, last) = story.ask(at: 1, host: 11, tokens: 18)
        let end: (inout Story) -> Void = {
            $0.tell(at: last + finish, .stream(.finishReason(id, reason)), .stream(.doneMarker(id)), .stream(.closed(id, .cleanEnd)))
        }
        if finish < 0.01 { end(&story) }
        told(&story, last)
        if finish >= 0.01 { end(&story) }
        story.tell(at: max(story.time, last + finish) + 0.05, .ticked)
        return (story, id, last)
    }

    private static func pod(_ change: (inout Pod) -> Void) -> Fact {
        var pod = Story.engine("8wt2h", host: 11)
        change(&pod)
        return .kubernetes(.pods(.changed(pod)))
    }

    private static let killed = Container(
        name: "vllm", image: "vllm/vllm-openai", state: .terminated(Termination(exitCode: 137, reason: "Error")))

    @Test(arguments: [0.02, 0.3, 0.9]) func aFinishInTheMomentOfAKillIsDoubted(after delay: Double) throws {
        let (story, id, _) = Self.story(finish: delay) { story, last in story.tell(at: last + 0.01, Self.pod { $0.isTerminating = true }) }
        let record = try #require(story.state.conversation[id])
        #expect(record.outcome.word == "truncated" && record.doubt == .endedWithItsPod(reason: "stop"))
        #expect(story.state.conversation.current?.request.purpose == .followUp(of: id, attempt: 1), "the session asks again")
    }

    @Test func theNewsOfTheDeathMayComeLater() throws {
        let (story, id, _) = Self.story(finish: 0) { story, last in
            story.tell(at: last + 0.6, .kubernetes(.pods(.removed(Story.engine("8wt2h", host: 11)))))
        }
        #expect(story.state.conversation[id]?.doubt == .endedWithItsPod(reason: "stop"))
        #expect(story.state.incidents.all.last?.lead?.request == id, "it is what the incident cut")
    }

    @Test func aContainerThatEndedIsADeath() throws {
        let (story, id, last) = Self.story(finish: 0.3) { story, last in
            var ended = Self.killed
            ended.state = .terminated(Termination(exitCode: 137, reason: "Error", finishedAt: 1_795_464_480 + last))
            story.tell(at: last + 0.05, Self.pod { $0.containers = [ended] })
        }
        #expect(story.state.conversation[id]?.outcome.word == "truncated", "\(last)")
    }

    @Test func aDrainIsBelieved() throws {
        let (story, id, last) = Self.story(finish: 5) { story, last in
            story.tell(at: last, Self.pod { ($0.isTerminating, $0.deletionGracePeriod) = (true, 30) })
            let id = story.state.conversation.current?.id ?? ""
            for step in 1...9 { story.tell(at: last + Double(step) * 0.5, .stream(.text(id, " more\(step)")), .ticked) }
        }
        var later = story
        later.tell(at: last + 5.2, .kubernetes(.pods(.removed(Story.engine("8wt2h", host: 11)))))
        later.tell(at: last + 6, .ticked)
        #expect(later.state.conversation[id]?.outcome == .complete(reason: "stop"))
    }

    @Test func allThatWasAskedForIsWhole() {
        let (story, id, _) = Self.story(finish: 0.05, reason: "length", maxTokens: 18) { story, last in
            story.tell(at: last + 0.01, Self.pod { $0.isTerminating = true })
        }
        #expect(story.state.conversation[id]?.outcome == .complete(reason: "length"))
    }

    // MARK: - the stream alone

    private static func record(_ texts: [String], maxTokens: Int = 300, facts: (RequestID) -> [StreamFact]) -> StreamRecord? {
        var story = Story.steady { $0.maxTokens = maxTokens }
        story.tell(at: 1, .action(.send))
        let id = story.state.conversation.current?.id ?? "none"
        story.tell(at: 1.01, .stream(.opened(id, status: 200)))
        for (index, text) in texts.enumerated() { story.tell(at: 1.1 + Double(index) * 0.05, .stream(.text(id, text))) }
        for fact in facts(id) + [.closed(id, .cleanEnd)] { story.tell(.stream(fact)) }
        return story.state.conversation[id]
    }

    private static func words(_ range: Range<Int>) -> [String] { range.map { " w\($0)" } }

    @Test(arguments: [(22, 60), (15, 40), (40, 25)]) func doubledTextIsDoubted(first: Int, second: Int) {
        let record = Self.record(Self.words(0..<first) + Self.words(0..<second)) { [.finishReason($0, "stop")] }
        #expect(record?.doubt == .restarted(after: first))
        #expect(record?.outcome.word == "truncated")
        #expect(record?.preventsResumption != nil)
    }

    @Test func aModelThatTurnsInACircleIsNot() {
        let circle = [" the", " cat", " sat", " on", " the", " mat", " and", " then", " it", " went", "."]
        let refrain = "Recovery has three parts, and the first of them is that somebody or something sees it at all.".split(separator: " ")
        let returns = refrain.map { " \($0)" } + Self.words(0..<30) + ["."] + refrain.map { " \($0)" } + Self.words(30..<60)
        for texts in [returns, (0..<10).flatMap { _ in circle }, Array(repeating: " the", count: 100), Self.words(0..<60)] {
            #expect(Self.record(texts) { [.finishReason($0, "stop")] }?.outcome == .complete(reason: "stop"))
        }
    }

    @Test func textBehindAFinishReasonIsDoubted() {
        var story = Story.steady()
        story.tell(at: 1, .action(.send))
        let id = story.state.conversation.current?.id ?? "none"
        for word in Self.words(0..<5) { story.tell(.stream(.text(id, word)), .stream(.finishReason(id, "stop"))) }
        story.tell(at: 2, .stream(.closed(id, .cleanEnd)))
        #expect(story.state.conversation[id]?.doubt == .textBehindFinish(reason: "stop", tokens: 4))
    }

    @Test func aUsageThatDoesNotFitIsDoubted() {
        func doubt(_ count: Int) -> StreamDoubt? {
            Self.record(Self.words(0..<20), maxTokens: 30) {
                [.finishReason($0, "stop"), .usage($0, TokenUsage(promptTokens: 8, completionTokens: count))]
            }?.doubt
        }
        #expect(doubt(19) == .tooFewCounted(19, received: 20))
        #expect(doubt(31) == .tooManyCounted(31, limit: 30))
        #expect(doubt(20) == nil && doubt(30) == nil && doubt(0) == nil)
    }

    // MARK: - life

    @Test func eventsWithoutTextAreLifeAndCommentsAreNot() throws {
        var story = Story.steady { $0.stallAfter = .seconds(2) }
        let (id, end) = story.ask(at: 1, host: 11, tokens: 3)
        for second in 1...9 { story.tell(at: end + Double(second), .stream(.activity(id)), .ticked) }
        #expect(story.state.conversation[id]?.isOpen == true)
        for second in 10...11 { story.tell(at: end + Double(second) - 0.1, .stream(.comment(id)), .ticked) }
        #expect(story.state.conversation[id]?.aliveWithoutData == Moment(.seconds(end + 9)))
        story.tell(at: end + 11.2, .ticked)
        #expect(story.state.conversation[id]?.outcome.word == "stalled")
    }

    @Test func silenceOfATerminatingPodIsABreakAfterASecond() throws {
        var story = Story.steady()
        let (id, end) = story.ask(at: 1, host: 11, tokens: 18)
        story.tell(at: end, Self.pod { $0.isTerminating = true })
        story.tell(at: end + 0.9, .ticked)
        #expect(story.state.conversation[id]?.isOpen == true)
        story.tell(at: end + 1.2, .ticked)
        #expect(story.state.conversation[id]?.outcome.word == "stalled")
    }
}
