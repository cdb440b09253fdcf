import AsyncHTTPClient
import ClusterModel
import FailoverModel
import RouterClient
import Synchronization
import TestSupport
import Testing
import TrafficModel

@Suite(.timeLimit(.minutes(1))) struct StreamTests {
    typealias Step = ScriptedServer.Step

    static func request(api: CompletionAPI = .chat) -> StreamRequest {
        StreamRequest(
            id: "r1", session: "9999", sessionHeader: "x-user-id", api: api, model: "m", prompt: "say \"hi\"",
            maxTokens: 16, purpose: .question)
    }

    /// The facts of one stream answered by `script`.
    private func facts(
        api: CompletionAPI = .chat, headers: [(name: String, value: String)] = [],
        _ script: @escaping ScriptedServer.Script
    ) async throws -> [StreamFact] {
        try await ScriptedServer.with(script) { server in
            try await Self.facts(api: api, target: RouterTarget(base: server.url, headers: headers))
        }
    }

    private static func facts(api: CompletionAPI = .chat, target: RouterTarget) async throws -> [StreamFact] {
        try await HTTPClient.withHTTPClient(configuration: .router) { http in
            let seen = Seen<StreamFact>()
            await RouterClient.live(http: http, now: { .zero }).stream(request(api: api), to: target) { seen.add($0) }
            return seen.all
        }
    }

    private let opened = StreamFact.opened("r1", status: 200)

    private func answer(_ parts: [String], end: [Step]) -> ScriptedServer.Script {
        { _ in [.send(HTTPText.events)] + parts.flatMap { [HTTPText.chunk($0), .pause] } + end }
    }

    private let clean: [Step] = [.send(HTTPText.lastChunk)]

    @Test func aCompleteStream() async throws {
        let parts = [HTTPText.token("a"), HTTPText.token(" b"), HTTPText.finish, HTTPText.usage, HTTPText.done]
        let facts = try await facts(answer(parts, end: clean))
        #expect(
            facts == [
                opened, .text("r1", "a"), .text("r1", " b"), .finishReason("r1", "stop"),
                .usage("r1", TokenUsage(promptTokens: 5, completionTokens: 2)), .doneMarker("r1"),
                .closed("r1", .cleanEnd),
            ])
    }

    /// Dynamo 1.6.1 after its worker was killed, migration limit 0: a clean end with [DONE] behind an error.
    @Test func anErrorEventBeforeDoneIsAnError() async throws {
        let error = #"{"error":{"message":"Service temporarily unavailable","type":"service_unavailable","code":503}}"#
        let facts = try await facts(answer([HTTPText.token("a"), "data: \(error)\n\n", HTTPText.done], end: clean))
        #expect(
            facts == [
                opened, .text("r1", "a"), .errorEvent("r1", "503: Service temporarily unavailable"), .doneMarker("r1"),
                .closed("r1", .cleanEnd),
            ])
        var state = Story.steady().state
        _ = reduce(into: &state, Event(at: Moment(.seconds(1)), .action(.send)))
        guard let id = state.conversation.current?.id else { return #expect(Bool(false), "nothing was sent") }
        let own: [StreamFact] = [
            .opened(id, status: 200), .text(id, "a"), .errorEvent(id, "503"), .doneMarker(id), .closed(id, .cleanEnd),
        ]
        for fact in own { _ = reduce(into: &state, Event(at: Moment(.seconds(1.1)), .stream(fact))) }
        #expect(state.conversation[id]?.outcome == .error("503"))
    }

    @Test func aCompleteStreamOfCompletions() async throws {
        let parts = [
            "data: {\"choices\":[{\"text\":\"\",\"finish_reason\":null}]}\n\n",
            "data: {\"choices\":[{\"text\":\"x\",\"finish_reason\":\"length\"}],\"usage\":null}\n\n", HTTPText.done,
        ]
        let facts = try await facts(api: .completions, answer(parts, end: clean))
        #expect(
            facts == [
                opened, .activity("r1"), .text("r1", "x"), .finishReason("r1", "length"), .doneMarker("r1"), .closed("r1", .cleanEnd),
            ])
    }

    @Test(arguments: CompletionAPI.allCases)
    func theRequestIsWhatRoutersExpect(api: CompletionAPI) async throws {
        let requests = Seen<String>()
        _ = try await facts(api: api, headers: [("Host", "localhost"), ("X-Extra", "1")]) { request in
            requests.add(request)
            return [.send(HTTPText.events + HTTPText.lastChunk)]
        }
        let request = try #require(requests.all.first)
        let head = request.lowercased()
        #expect(request.hasPrefix("POST \(api.path) HTTP/1.1\r\n"))
        for line in [
            "host: localhost", "x-extra: 1", "x-request-id: r1", "x-user-id: 9999", "accept: text/event-stream",
            "traceparent: \(TraceContext(Self.request(api: api)).traceparent)",
        ] {
            #expect(head.contains("\r\n\(line)\r\n"), "\(line)")
        }
        let asked =
            api == .chat ? #""messages":[{"content":"say \"hi\"","role":"user"}]"# : #""prompt":"say \"hi\"""#
        for part in [asked, #""stream":true"#, #""stream_options":{"continuous_usage_stats":true,"include_usage":true}"#, #""max_tokens":16"#] {
            #expect(request.contains(part), "\(part)")
        }
    }

    @Test func aCleanEndWithoutFinishIsToldAsItIs() async throws {
        let facts = try await facts(answer([HTTPText.token("a")], end: clean))
        #expect(facts == [opened, .text("r1", "a"), .closed("r1", .cleanEnd)])
    }

    @Test func anEndWithoutTerminatorIsBroken() async throws {
        let closing = StreamFact.closed("r1", .brokenEnd("the connection was closed before the end of the answer"))
        let tokens = (0..<30).map { "t\($0)" }
        let expected = [opened] + tokens.map { .text("r1", $0) } + [closing]
        // Without a pause before the end, so that the last tokens and the end arrive together: no token may be lost.
        let steps: [Step] =
            [.send(HTTPText.events), .pause] + tokens.map { HTTPText.chunk(HTTPText.token($0)) } + [.end]
        for _ in 0..<40 {
            let facts = try await facts { _ in steps }
            #expect(facts == expected)
        }
    }

    @Test func anEndInsideAnEventSaysSo() async throws {
        let facts = try await facts(answer([HTTPText.token("a"), "data: {\"choi"], end: [.end]))
        let reason = "the connection was closed before the end of the answer, inside an event"
        #expect(facts == [opened, .text("r1", "a"), .closed("r1", .brokenEnd(reason))])
    }

    @Test func aResetIsBrokenAndLosesNoToken() async throws {
        let steps: [Step] = [.send(HTTPText.events), .pause, HTTPText.chunk(HTTPText.token("a")), .reset]
        for _ in 0..<40 {
            let facts = try await facts { _ in steps }
            #expect(
                facts == [opened, .text("r1", "a"), .closed("r1", .brokenEnd("the connection was reset"))])
        }
    }

    @Test func aCleanEndInsideAnEventIsGarbage() async throws {
        let facts = try await facts(answer([HTTPText.token("a"), "data: {\"choi"], end: clean))
        #expect(facts == [opened, .text("r1", "a"), .garbage("r1", "cut off: {\"choi"), .closed("r1", .cleanEnd)])
    }

    @Test func aLastEventWithoutItsBlankLineCounts() async throws {
        let facts = try await facts(answer([HTTPText.token("a"), "data: [DONE]\n"], end: clean))
        #expect(facts == [opened, .text("r1", "a"), .doneMarker("r1"), .closed("r1", .cleanEnd)])
    }

    @Test(arguments: [
        (
            "500 Internal Server Error", "text/plain", "Internal \u{1B}[31mServer\u{0} Error", 500,
            "Internal Server  Error"
        ),
        ("503 Service Unavailable", "application/json", #"{"error":"Model"}"#, 503, #"{"error":"Model"}"#),
        ("503 Service Unavailable", "text/event-stream", "", 503, ""),
        ("307 Temporary Redirect", "text/plain", "elsewhere", 307, "elsewhere"),
    ])
    func anotherStatusIsARefusal(status: String, type: String, body: String, code: Int, told: String) async throws {
        let facts = try await facts { _ in [.send(HTTPText.answer(status, type: type, body))] }
        #expect(facts == [.opened("r1", status: code), .closed("r1", .refused(status: code, body: told))])
    }

    @Test func aRefusalWhoseBodyHangsIsToldWithWhatCame() async throws {
        let head = "HTTP/1.1 503 Oops\r\nContent-Length: 100\r\n\r\n"
        let facts = try await facts { _ in [.send(head + "begun")] }
        #expect(facts == [.opened("r1", status: 503), .closed("r1", .refused(status: 503, body: "begun"))])
    }

    @Test func aLongRefusalIsCut() async throws {
        let body = String(repeating: "ü", count: 9000)
        let facts = try await facts { _ in [.send(HTTPText.answer("500 Oops", type: "text/plain", body))] }
        #expect(facts.last == .closed("r1", .refused(status: 500, body: String(repeating: "ü", count: 300))))
    }

    @Test func whatIsNoEventStreamIsAnError() async throws {
        let page = "<!doctype html>\n<p>data: x</p>\n\n"
        let html = try await facts { _ in [.send(HTTPText.answer("200 OK", type: "text/html; charset=utf-8", page))] }
        #expect(
            html == [
                opened, .errorEvent("r1", "text/html instead of an event stream: <!doctype html> <p>data: x</p>  "),
                .closed("r1", .cleanEnd),
            ])
        let json = try await facts { _ in
            [.send(HTTPText.answer("200 OK", type: "application/json", #"{"choices":[{"message":{}}]}"#))]
        }
        #expect(json.count == 3)
        guard case .errorEvent = json[1] else { return #expect(Bool(false), "\(json)") }
        let error = try await facts { _ in
            [.send(HTTPText.answer("200 OK", type: "application/json", #"{"error":{"message":"no","code":404}}"#))]
        }
        #expect(error == [opened, .errorEvent("r1", "404: no"), .closed("r1", .cleanEnd)])
    }

    @Test func errorsAndGarbageInTheStream() async throws {
        let parts = [
            HTTPText.token("a"),
            "data: {\"error\":{\"message\":\"en\\u0000gine died\",\"type\":\"E\",\"code\":500}}\n\n",
            "event: error\ndata: plain words\n\n", "data: {\"error\":\"short\"}\n\n", "data: {\"choices\": oops\n\n",
            "data: [1]\n\n", ": ping\n\n", "data: {\"unrelated\":1}\n\n", HTTPText.done,
        ]
        let facts = try await facts(answer(parts, end: clean))
        #expect(
            facts == [
                opened, .text("r1", "a"), .errorEvent("r1", "500: en gine died"), .errorEvent("r1", "plain words"),
                .errorEvent("r1", "short"), .garbage("r1", "{\"choices\": oops"), .garbage("r1", "[1]"),
                .comment("r1"), .garbage("r1", "{\"unrelated\":1}"), .doneMarker("r1"), .closed("r1", .cleanEnd),
            ])
    }

    @Test func packetsMayCutAnything() async throws {
        let body = Array((HTTPText.token("grüße ✓") + HTTPText.finish).utf8)
        for size in [1, 3, 7] {
            let facts = try await facts { _ in
                var steps: [Step] = [.send(HTTPText.events)]
                var rest = body[...]
                while !rest.isEmpty {
                    steps.append(.send(HTTPText.chunk(rest.prefix(size))))
                    if rest.count % 5 == 0 { steps.append(.pause) }
                    rest = rest.dropFirst(size)
                }
                return steps + [.send(HTTPText.lastChunk)]
            }
            #expect(
                facts == [opened, .text("r1", "grüße ✓"), .finishReason("r1", "stop"), .closed("r1", .cleanEnd)])
        }
    }

    @Test func aBodyWithoutLengthEndsCleanly() async throws {
        let head = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n"
        let facts = try await facts { _ in [.send(head + HTTPText.token("a")), .pause, .end] }
        #expect(facts == [opened, .text("r1", "a"), .closed("r1", .cleanEnd)])
    }
}
