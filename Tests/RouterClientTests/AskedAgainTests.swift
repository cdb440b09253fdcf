import AsyncHTTPClient
import ClusterModel
import RouterClient
import Synchronization
import TestSupport
import Testing
import TrafficModel

/// Requests that are asked again in another way, and what the headers of an answer tell.
@Suite(.timeLimit(.minutes(1))) struct AskedAgainTests {
    typealias Step = ScriptedServer.Step

    /// The facts of so many requests one after the other, and the requests as the server saw them.
    private func exchange(
        path: String = "", count: Int = 1, workerHeader: String? = nil, _ script: @escaping ScriptedServer.Script
    ) async throws -> (facts: [[StreamFact]], requests: [String]) {
        let requests = Mutex<[String]>([])
        let facts = try await ScriptedServer.with({ request in
            requests.withLock { $0.append(request) }
            return script(request)
        }) { server in
            try await HTTPClient.withHTTPClient(configuration: .router) { http in
                let client = RouterClient.live(http: http, now: { .zero })
                var all: [[StreamFact]] = []
                for _ in 0..<count {
                    let seen = Seen<StreamFact>()
                    var request = StreamTests.request()
                    request.workerHeader = workerHeader
                    await client.stream(request, to: try RouterTarget(base: server.url + path)) { seen.add($0) }
                    all.append(seen.all)
                }
                return all
            }
        }
        return (facts, requests.withLock { $0 })
    }

    private static func answer(_ headers: String = "") -> [Step] {
        let text = HTTPText.token("a") + HTTPText.finish + HTTPText.done
        return [
            .send("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\(headers)Content-Length: \(text.utf8.count)\r\n\r\n\(text)")
        ]
    }

    private static func refusal(_ body: String, status: String = "400 Bad Request") -> [Step] {
        [.send("HTTP/1.1 \(status)\r\nContent-Type: application/json\r\nContent-Length: \(body.utf8.count)\r\n\r\n\(body)")]
    }

    @Test func whatAServerRefusesIsLeftOutAndNotTriedAgain() async throws {
        let (facts, requests) = try await exchange(count: 2) { request in
            if request.contains("continuous_usage_stats") { return Self.refusal(#"{"error":"continuous_usage_stats: extra fields not permitted"}"#) }
            if request.contains("stream_options") { return Self.refusal("unknown field stream_options", status: "422 Unprocessable Entity") }
            return Self.answer()
        }
        #expect(requests.count == 4)
        let expected: [StreamFact] = [
            .opened("r1", status: 200), .text("r1", "a"), .finishReason("r1", "stop"), .doneMarker("r1"), .closed("r1", .cleanEnd),
        ]
        #expect(facts == [expected, expected])
    }

    @Test func otherRefusalsStand() async throws {
        let (facts, requests) = try await exchange { _ in Self.refusal("max_tokens is too large") }
        #expect(requests.count == 1)
        #expect(facts == [[.opened("r1", status: 400), .closed("r1", .refused(status: 400, body: "max_tokens is too large"))]])
    }

    private static func redirect(to place: String) -> [Step] {
        [.send("HTTP/1.1 307 Temporary Redirect\r\nLocation: \(place)\r\nContent-Length: 0\r\n\r\n")]
    }

    @Test func redirectsAreFollowedWithinAHost() async throws {
        let (facts, requests) = try await exchange { request in
            request.hasPrefix("POST /v2/") ? Self.answer() : Self.redirect(to: "/v2/chat")
        }
        #expect(requests.map { $0.prefix(8) } == ["POST /v1", "POST /v2"])
        #expect(requests.allSatisfy { $0.contains("stream_options") } && facts[0].contains(.text("r1", "a")))
    }

    @Test(arguments: ["http://elsewhere.example/v1", "ftp://127.0.0.1/x"])
    func redirectsElsewhereAreNamed(place: String) async throws {
        let (facts, requests) = try await exchange { _ in Self.redirect(to: place) }
        #expect(requests.count == 1)
        guard case .closed(_, .refused(307, let words))? = facts[0].last else {
            Issue.record("\(facts)")
            return
        }
        #expect(words.contains(place) && words.contains("--router"))
    }

    @Test func redirectsInACircleEnd() async throws {
        let (facts, requests) = try await exchange { _ in Self.redirect(to: "/again") }
        #expect(requests.count == 4)
        #expect(facts[0].first == .opened("r1", status: 307))
    }

    @Test func theAddressMayEndInV1() async throws {
        for path in ["/v1", "/v1/"] {
            let (_, requests) = try await exchange(path: path) { _ in Self.answer() }
            #expect(requests.first?.hasPrefix("POST /v1/chat/completions ") == true)
        }
    }

    @Test func headersNameWhoAnswersButNotWhatWasSent() async throws {
        let headers = "x-upstream: 10.0.0.12:8000\r\nset-cookie: s=MTAuMC4wLjEyOjgwMDA=\r\nx-echo: r1\r\nx-user-id: 9999\r\nx-request-id: abc-1\r\n"
        let (facts, requests) = try await exchange { request in
            let host = request.split(separator: "\r\n").first { $0.lowercased().hasPrefix("host:") }?.dropFirst(6) ?? ""
            return Self.answer(headers + "x-forwarded-host: \(host)\r\n")
        }
        #expect(requests.count == 1)
        let hints = facts[0].flatMap { fact -> [WorkerHint] in if case .hints(_, let hints) = fact { hints } else { [] } }
        let named = hints.filter { $0.names.contains("10.0.0.12:8000") }.map(\.header)
        #expect(named == ["x-upstream", "set-cookie"] && !hints.contains { $0.header == "x-forwarded-host" })
        #expect(facts[0].contains(.alias("r1", "abc-1")))
        let (other, _) = try await exchange(workerHeader: "X-Backend") { _ in Self.answer("x-backend: e1\r\n") }
        #expect(other[0].contains(.hints("r1", [WorkerHint(header: "x-backend", names: ["e1"])])))
    }
}
