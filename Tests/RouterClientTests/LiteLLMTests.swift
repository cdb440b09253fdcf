import ClusterModel
import FailoverModel
import Foundation
@testable import RouterClient
import TestSupport
import Testing
import TrafficModel

/// What LiteLLM really sent when the engine behind it was killed in the middle of an answer. None is a whole answer.
struct LiteLLMTests {
    /// The events of a recorded HTTP/1.1 answer, head and chunk framing removed.
    private static func facts(_ name: String, of id: RequestID) throws -> [StreamFact] {
        let text = try Fixture.text("litellm/\(name).stream")
        let body = text.components(separatedBy: "\r\n\r\n").dropFirst().joined(separator: "\r\n\r\n")
        let lines = body.components(separatedBy: .newlines).filter { $0.hasPrefix("data:") }
        var reading = StreamReading(id: id, contentType: "text/event-stream")
        return reading.feed(Array((lines.joined(separator: "\n\n") + "\n\n").utf8)) + [.closed(id, .cleanEnd)]
    }

    /// Its engine is told to be terminating as the end comes.
    private static func record(_ name: String) throws -> StreamRecord {
        var story = Story.steady { $0.maxTokens = 300 }
        story.tell(at: 1, .action(.send))
        let id = try #require(story.state.conversation.current?.id)
        story.tell(at: 1.01, .stream(.opened(id, status: 200)))
        story.route(id, session: "9999", to: 11)
        let facts = try facts(name, of: id)
        let texts = facts.prefix { if case .text = $0 { true } else { false } }
        for (index, fact) in texts.enumerated() { story.tell(at: 1.1 + Double(index) * 0.02, .stream(fact)) }
        var dying = Story.engine("8wt2h", host: 11)
        dying.isTerminating = true
        story.tell(at: story.time + 0.01, .kubernetes(.pods(.changed(dying))))
        for fact in facts.dropFirst(texts.count) { story.tell(at: story.time + 0.02, .stream(fact)) }
        return try #require(story.state.conversation[id])
    }

    @Test func anErrorEventIsAnError() throws {
        let record = try Self.record("1.108.7-midstream-with-fallback")
        #expect(record.outcome.word == "error" && record.doubt == nil)
        #expect(record.outcome.sentence.contains("APIConnectionError"))
    }

    @Test func aForgedEndIsDoubted() throws {
        let record = try Self.record("1.82.6-midstream-with-fallback")
        #expect(record.outcome.word == "truncated" && record.doubt == .endedWithItsPod(reason: "stop"))
    }

    @Test func doubledTextIsDoubted() throws {
        let record = try Self.record("1.82.6-httpx-transport-with-fallback")
        #expect(record.outcome.word == "truncated" && record.doubt == .restarted(after: 22))
    }

    @Test func listsOfPartsAreTextAndCommentsAreTold() {
        var reading = StreamReading(id: "r", contentType: nil)
        let body = #"""
            data: {"choices":[{"index":0,"delta":{"content":[{"type":"text","text":"a"},{"type":"text","text":"b"}]}}]}

            : keep-alive

            data: {"choices":[{"index":0,"delta":{"thinking":"hm"}}]}

            data: {"choices":[{"index":0,"delta":{"tool_calls":[{"index":0}]}}]}


            """#
        #expect(
            reading.feed(Array(body.utf8)) == [
                .text("r", "ab"), .activity("r"), .feature("r", .toolCall), .comment("r"),
            ])
    }
}
