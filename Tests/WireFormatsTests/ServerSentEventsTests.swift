import TestSupport
import Testing
import WireFormats

@Suite struct ServerSentEventsTests {
    private static let stream =
        "\u{FEFF}: hello\r\ndata: {\"a\":\"über\"}\n\nevent: error\rid: 7\rdata: one\rdata:two\r\r\r\n\ndata\n\ndata: [DONE]\r\n\r\n"
    private static let expected = [
        ServerSentEvent(data: "{\"a\":\"über\"}"),
        ServerSentEvent(name: "error", data: "one\ntwo", id: "7"),
        ServerSentEvent(data: "", id: "7"),
        ServerSentEvent(data: "[DONE]", id: "7"),
    ]

    private func decode(_ chunks: [[UInt8]]) -> (events: [ServerSentEvent], rest: ServerSentEvent?) {
        var decoder = ServerSentEvents()
        let events = chunks.flatMap { decoder.feed($0) }
        return (events, decoder.finish())
    }

    @Test func readsEveryFieldAndLineEnd() {
        let result = decode([Array(Self.stream.utf8)])
        #expect(result.events == Self.expected)
        #expect(result.rest == nil)
    }

    @Test func isTheSameHoweverItIsCut() {
        let bytes = Array(Self.stream.utf8)
        for first in 0...bytes.count {
            for second in stride(from: first, through: bytes.count, by: 3) {
                let chunks = [Array(bytes[..<first]), Array(bytes[first..<second]), Array(bytes[second...])]
                let result = decode(chunks)
                if result.events != Self.expected || result.rest != nil {
                    Issue.record("differs when cut at \(first) and \(second): \(result)")
                    return
                }
            }
        }
    }

    @Test func aLongStreamIsTheSameInRandomChunks() {
        var random = SeededGenerator(seed: 11)
        let tokens = (0..<400).map { "{\"choices\":[{\"delta\":{\"content\":\" w\($0) ✓\"}}]}" }
        let ends = ["\n\n", "\r\n\r\n", "\r\r"]
        let text = tokens.map { "data: \($0)" + ends[Int.random(in: 0..<3, using: &random)] }.joined()
        for _ in 0..<8 {
            var rest = Array(text.utf8)[...]
            var chunks: [[UInt8]] = []
            while !rest.isEmpty {
                let count = min(rest.count, Int.random(in: 1...90, using: &random))
                chunks.append(Array(rest.prefix(count)))
                rest = rest.dropFirst(count)
            }
            #expect(decode(chunks).events.map(\.data) == tokens)
        }
    }

    @Test func anEventIsDeliveredWithTheByteThatEndsIt() {
        var decoder = ServerSentEvents()
        #expect(decoder.feed("data: x\r".utf8).isEmpty)
        #expect(decoder.feed("\r".utf8) == [ServerSentEvent(data: "x")])
        #expect(decoder.feed("\ndata: y\n".utf8).isEmpty)
        #expect(decoder.feed("\n".utf8) == [ServerSentEvent(data: "y")])
    }

    @Test(arguments: ["data: par", "data: par\n", "data: par\r\n"])
    func theEndTellsWhatWasCut(text: String) {
        #expect(decode([Array(text.utf8)]).rest == ServerSentEvent(data: "par"))
    }

    @Test(arguments: ["", ": comment", "\n\n", "data: x\n\n", "retry: 5\n", "id: 3"])
    func nothingIsCutWhereNoEventWasBegun(text: String) {
        #expect(decode([Array(text.utf8)]).rest == nil)
    }

    @Test func anOversizedEventIsDroppedAndCounted() {
        var decoder = ServerSentEvents(limit: 64)
        let long = String(repeating: "x", count: 500)
        let events = decoder.feed("data: a\n\ndata: \(long)\ndata: more\n\ndata: b\n\n".utf8)
        #expect(events.map(\.data) == ["a", "b"])
        #expect(decoder.oversized == 1)
        #expect(decoder.feed("data: x\n".utf8).isEmpty)
        let many = String(repeating: "data: 0123456789\n", count: 100)
        #expect(decoder.feed((many + "\ndata: c\n\n").utf8).map(\.data) == ["c"])
        #expect(decoder.oversized == 2)
    }

    @Test func garbageNeverMakesMoreThanItHolds() {
        var random = SeededGenerator(seed: 5)
        for _ in 0..<300 {
            let bytes = (0..<200).map { _ in [10, 13, 58, 32, 0, 255, 100, 97, 116].randomElement(using: &random) ?? 10
            }
            var decoder = ServerSentEvents(limit: 50)
            let events = decoder.feed(bytes.map(UInt8.init))
            _ = decoder.finish()
            #expect(events.count <= 100)
        }
    }
}
