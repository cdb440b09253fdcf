import ClusterModel
import FailoverModel
import Foundation
@testable import RouterClient
import TestSupport
import Testing
import TrafficModel

/// What LiteLLM really sent when the engine behind it was killed in the middle of an answer. Only one is a whole answer.
struct LiteLLMTests {
    /// The events of a recorded HTTP/1.1 answer, head and chunk framing removed.
    private static func facts(_ name: String, of id: RequestID) throws -> [StreamFact] {
        let text = try Fixture.text("litellm/\(name).stream")
        let body = text.components(separatedBy: "\r\n\r\n").dropFirst().joined(separator: "\r\n\r\n")
        let lines = body.components(separatedBy: .newlines).filter { $0.hasPrefix("data:") }
        var reading = StreamReading(id: id, contentType: "text/event-stream")
        return reading.feed(Array((lines.joined(separator: "\n\n") + "\n\n").utf8)) + [.closed(id, .cleanEnd)]
    }

    /// The engine A is told to be terminating as the end comes.
    private static func record(_ name: String, servedBy host: Int = 11, maxTokens: Int = 300) throws -> StreamRecord {
        var story = Story.steady { $0.maxTokens = maxTokens }
        story.tell(at: 1, .action(.send))
        let id = try #require(story.state.conversation.current?.id)
        story.tell(at: 1.01, .stream(.opened(id, status: 200)))
        story.route(id, session: "9999", to: host)
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

    /// The backup made all of it: the engine that died had sent nothing yet.
    @Test func anAnswerOfTheFallbackGroupIsWhole() throws {
        let record = try Self.record("1.108.7-before-first-token", servedBy: 13, maxTokens: 60)
        #expect(record.outcome.isComplete && record.doubt == nil, "\(record.outcome) \(String(describing: record.doubt))")
        #expect(record.chunks.count == 60)
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
