import ClusterModel
@testable import RouterClient
import TestSupport
import Testing
import TrafficModel

/// Streams as servers and proxies of all kinds write them, whole and cut anywhere.
struct StreamCaseTests {
    private static func facts(_ name: String, type: String = "text/event-stream", size: Int) throws -> [StreamFact] {
        var reading = StreamReading(id: "r", contentType: type)
        var rest = Array(try Fixture.data("streams/\(name).txt"))[...]
        var facts: [StreamFact] = []
        while !rest.isEmpty {
            facts += reading.feed(rest.prefix(size))
            rest = rest.dropFirst(size)
        }
        return facts + reading.finish(isBroken: false).facts
    }

    private static func text(_ facts: [StreamFact]) -> String {
        facts.reduce(into: "") { if case .text(_, let text) = $1 { $0 += text } }
    }

    private static func errors(_ facts: [StreamFact]) -> [String] {
        facts.compactMap { if case .errorEvent(_, let text) = $0 { text } else { nil } }
    }

    @Test(arguments: [1, 7, 100_000]) func errorsHaveTheirOwnWords(size: Int) throws {
        for (name, words) in [
            ("errdynamo", "Unavailable: stream ended before generation completed"),
            ("errplain", "upstream connect error or disconnect/reset before headers. reset reason: connection termination"),
            ("errtype", "503: upstream connect error"),
        ] {
            let facts = try Self.facts(name, size: size)
            #expect(Self.errors(facts) == [words], "\(name)")
            #expect(Self.text(facts) == " Fault tolerance is the", "\(name)")
        }
    }

    @Test(arguments: [1, 7, 100_000]) func eventsAreReadHoweverTheyAreLabelledOrSeparated(size: Int) throws {
        for (name, type) in [("ctjson", "application/json"), ("single", "text/event-stream")] {
            let facts = try Self.facts(name, type: type, size: size)
            #expect(Self.text(facts) == " Fault tolerance is the" && Self.errors(facts).isEmpty, "\(name)")
            #expect(facts.contains(.finishReason("r", "stop")) && facts.contains(.doneMarker("r")), "\(name)")
            #expect(facts.contains(.usage("r", TokenUsage(promptTokens: 9, completionTokens: 4))), "\(name)")
            #expect(!facts.contains { if case .garbage = $0 { true } else { false } }, "\(name)")
        }
    }

    /// Each event is there with the line that begins the next: a kill after so many tokens must not wait for the end.
    @Test func eventsWithoutABlankLineDoNotWaitForTheEnd() {
        var reading = StreamReading(id: "r", contentType: nil)
        let line = #"data: {"choices":[{"index":0,"delta":{"content":"a"}}]}"# + "\n"
        #expect(reading.feed(Array(line.utf8)).isEmpty)
        #expect(reading.feed(Array(line.utf8)) == [.text("r", "a")])
    }

    @Test(arguments: [1, 7, 100_000]) func toolCallsAndCommentsShowLife(size: Int) throws {
        let tools = try Self.facts("tools", size: size)
        #expect(tools.count { $0 == .feature("r", .toolCall) } >= 10 && Self.errors(tools).isEmpty)
        let comments = try Self.facts("keepalive", size: size)
        #expect(comments.contains(.comment("r")) && Self.errors(comments).isEmpty)
        let other = try Self.facts("crlf", size: size)
        #expect(Self.text(other).hasPrefix(" Fault é漢👩‍👩‍👧 tolerance") && Self.errors(other).isEmpty)
    }
}
