import AsyncHTTPClient
import RouterClient
import TestSupport
import Testing
import TrafficModel
import WireFormats

/// The router's key goes with each request to the router, and no fact ever quotes it.
@Suite(.timeLimit(.minutes(1))) struct KeyTests {
    private static let text = "sk-0123456789/abcdef"

    private func streamed(_ answer: [ScriptedServer.Step]) async throws -> (requests: [String], facts: [StreamFact]) {
        let requests = Seen<String>()
        let facts = Seen<StreamFact>()
        let script: ScriptedServer.Script = { request in
            requests.add(request)
            return answer
        }
        try await ScriptedServer.with(script) { server in
            try await HTTPClient.withHTTPClient(configuration: .router) { http in
                let target = try RouterTarget(base: server.url, key: BearerKey(Self.text))
                #expect(!"\(target)".contains(Self.text))
                await RouterClient.live(http: http, now: { .zero }).stream(StreamTests.request(), to: target) { facts.add($0) }
            }
        }
        return (requests.all, facts.all)
    }

    @Test func itIsSentAsABearerToken() async throws {
        let events = [HTTPText.token("a"), HTTPText.finish, HTTPText.done].map { HTTPText.chunk($0) }
        let seen = try await streamed([.send(HTTPText.events)] + events + [.send(HTTPText.lastChunk)])
        #expect(seen.requests.count == 1)
        #expect(seen.requests.first?.contains("Authorization: Bearer \(Self.text)\r\n") == true)
        #expect(seen.facts.contains(.finishReason("r1", "stop")))
    }

    @Test func aRefusalThatEchoesItIsScrubbed() async throws {
        let body = #"{"error":"Incorrect key: \#(Self.text.replacing("/", with: "\\/"))"}"#
        let facts = try await streamed([.send(HTTPText.answer("401 Unauthorized", type: "application/json", body))]).facts
        #expect(facts == [.opened("r1", status: 401), .closed("r1", .refused(status: 401, body: #"{"error":"Incorrect key: [key]"}"#))])
    }

    @Test(arguments: [
        "data: {\"error\":{\"message\":\"no such key: \(KeyTests.text)\"}}\n\n",
        "event: error\ndata: \(KeyTests.text)\n\n",
        "data: noise \(KeyTests.text)\n\n",
        "data: {\"cut off\":\"\(KeyTests.text.prefix(9))",
    ])
    func anEventThatEchoesItIsScrubbed(_ event: String) async throws {
        let facts = try await streamed([.send(HTTPText.events), HTTPText.chunk(event), .end]).facts
        #expect(facts.count > 1)
        #expect(!"\(facts)".contains(Self.text.prefix(9)), "\(facts)")
    }

    @Test func aPollThatEchoesItIsScrubbed() async throws {
        let requests = Seen<String>()
        let facts = Seen<RouterFact>()
        let answer = HTTPText.answer("401 Unauthorized", type: "text/plain", "Bearer \(Self.text) is not known here")
        let script: ScriptedServer.Script = { request in
            requests.add(request)
            return [.send(answer)]
        }
        try await ScriptedServer.with(script) { server in
            try await HTTPClient.withHTTPClient(configuration: .router) { http in
                let target = try RouterTarget(base: server.url, key: BearerKey(Self.text))
                let client = RouterClient.live(http: http, now: { .zero })
                await withTaskGroup(of: Void.self) { group in
                    group.addTask { await client.poll(target) { facts.add($0) } }
                    await facts.wait { if case .health = $0 { true } else { false } }
                    group.cancelAll()
                }
            }
        }
        #expect(requests.all.allSatisfy { $0.contains("Authorization: Bearer \(Self.text)") })
        let reasons = facts.all.compactMap { if case .health(let health) = $0 { health.problem } else { nil } }
        #expect(
            reasons.first == "HTTP 401: Bearer [key] is not known here; the router does not accept this key; check what "
                + "--api-key-env or --api-key-secret names")
        #expect(!"\(facts.all)".contains(Self.text))
    }
}
