import ClusterModel
import TestSupport
import Testing
import TrafficModel

/// Every way in which a stream can end, and what it is called.
struct StreamJudgementTests {
    static func ended(_ facts: (RequestID) -> [StreamFact]) -> StreamOutcome? {
        var story = Story.steady()
        let (id, _) = story.ask(at: 1, host: 11, tokens: 3)
        for fact in facts(id) { story.tell(at: 2, .stream(fact)) }
        return story.state.conversation[id]?.outcome
    }

    @Test func onlyAFinishReasonCompletes() {
        #expect(
            Self.ended { [.finishReason($0, "length"), .doneMarker($0), .closed($0, .cleanEnd)] }
                == .complete(reason: "length"))
        #expect(Self.ended { [.finishReason($0, "stop"), .closed($0, .brokenEnd("reset"))] } == .complete(reason: "stop"))
    }

    @Test func aCleanEndWithoutAFinishReasonIsTruncated() {
        #expect(Self.ended { [.closed($0, .cleanEnd)] }?.word == "truncated")
        #expect(Self.ended { [.doneMarker($0), .closed($0, .cleanEnd)] }?.word == "truncated")
        #expect(Self.ended { [.closed($0, .brokenEnd("reset"))] } == .truncated("reset"))
    }

    @Test func anErrorEventIsAnErrorEvenBeforeDone() {
        #expect(
            Self.ended { [.errorEvent($0, "no worker"), .doneMarker($0), .closed($0, .cleanEnd)] } == .error("no worker"))
        #expect(
            Self.ended { [.errorEvent($0, "late"), .finishReason($0, "stop"), .closed($0, .cleanEnd)] } == .error("late"))
    }

    @Test func refusalsAndSilenceHaveTheirWords() {
        #expect(Self.ended { [.closed($0, .refused(status: 503, body: "no"))] } == .error("HTTP 503: no"))
        #expect(Self.ended { [.closed($0, .unreachable("connection refused"))] } == .error("connection refused"))
        #expect(Self.ended { [.closed($0, .cancelled)] } == .cancelled)
    }

    @Test func garbageIsMentioned() {
        guard case .truncated(let why)? = Self.ended({ [.garbage($0, "<html>"), .closed($0, .cleanEnd)] }) else {
            Issue.record("not truncated")
            return
        }
        #expect(why.hasPrefix("1 not understood (<html>), clean end"))
    }

    @Test func silenceBeyondTheLimitIsStalledAndGivenUp() throws {
        var story = Story.steady { $0.stallAfter = .seconds(2) }
        let (id, end) = story.ask(at: 1, host: 11, tokens: 3)
        #expect(story.tell(at: end + 1.9, .ticked).isEmpty)
        let commands = story.tell(at: end + 2.1, .ticked)
        #expect(commands.first == .cancel(id))
        guard case .stalled(let silence, _)? = story.state.conversation[id]?.outcome else {
            Issue.record("not stalled")
            return
        }
        #expect(abs(silence.seconds - 2.1) < 1e-6)
        #expect(commands.count == 2, "the session asks again")
    }

    @Test func nothingChangesAfterTheEnd() {
        var story = Story.steady()
        let (id, end) = story.ask(at: 1, host: 11, tokens: 3)
        story.tell(at: end + 1, .stream(.finishReason(id, "stop")), .stream(.closed(id, .cleanEnd)))
        story.tell(at: end + 2, .stream(.text(id, "ghost")), .stream(.closed(id, .cancelled)))
        #expect(story.state.conversation[id]?.chunks.count == 3)
        #expect(story.state.conversation[id]?.outcome == .complete(reason: "stop"))
    }

    @Test func timesAreMeasuredAsDefined() throws {
        var story = Story.steady()
        let (id, _) = story.ask(at: 1, host: 11, tokens: 11)
        let record = try #require(story.state.conversation[id])
        #expect(abs(try #require(record.timeToFirstToken?.seconds) - 0.1) < 1e-6)
        #expect(record.gaps.allSatisfy { abs($0.seconds - 0.05) < 1e-6 })
        #expect(abs(try #require(record.timePerOutputToken?.seconds) - 0.05) < 1e-6)
        #expect(abs(try #require(record.tokensPerSecond(at: Moment(.seconds(1.6)))) - 20) <= 4)
    }
}
