import Foundation
import Synchronization
import Testing

@testable import DemoCluster

@Suite(.timeLimit(.minutes(1)))
struct RouterMigrationTests {
    private static let arguments = ["--routing-logic", "session", "--resume-in-router"]

    @Test(arguments: ["/v1/chat/completions", "/v1/completions"])
    func aStreamGoesOnTokenByTokenOnAnotherEngine(path: String) async throws {
        let isChat = path.contains("chat")
        let subnet = isChat ? 20 : 21
        try await RouterTestCluster.run(subnet: subnet, arguments: Self.arguments, tokensPerSecond: 150) { cluster in
            let options = "\"stream\":true,\"stream_options\":{\"include_usage\":true},\"max_tokens\":90"
            let body =
                isChat
                ? "{\"model\":\"\(RouterTestCluster.model)\",\(options),"
                    + "\"messages\":[{\"role\":\"user\",\"content\":\"What is a drain?\"}]}"
                : "{\"model\":\"\(RouterTestCluster.model)\",\(options),\"prompt\":\"What is a drain?\"}"
            let whole = try StreamEvents(
                try await Fetch.post(cluster.routerIP, path, body, ["x-user-id": "s1"]).text)
            let exchange = try await cluster.streamOverDeath(path, body, id: "m1", after: 25)

            #expect(exchange.text.hasSuffix("data: [DONE]\n\n\r\n0\r\n\r\n"))
            let stream = try StreamEvents(exchange.dechunked)
            #expect(stream.isDone)
            #expect(stream.text == whole.text)
            #expect(stream.choices.count == whole.choices.count)
            #expect(stream.finish == "length")
            #expect(stream.ids == [(isChat ? "chatcmpl-" : "cmpl-") + "m1"])
            #expect(Set(stream.events.compactMap { $0["created"] as? Int }).count == 1)
            #expect(stream.events.last?["usage"] as? [String: Int] == whole.events.last?["usage"] as? [String: Int])

            let routes = cluster.routes(of: "m1")
            #expect(routes.count == 2 && routes[0] != routes[1])
            let lines = cluster.bench.plainLines
            #expect(
                lines.contains { $0.contains("INFO: Routing request m1 to http://\(routes[1]):8000 (attempt 2/4) ") })
            #expect(
                lines.contains {
                    $0.contains(
                        "WARNING: Request m1 failed on http://\(routes[0]):8000 (attempt 1/4): Response payload")
                })
            #expect(!lines.contains { $0.contains("Exception in ASGI") })
            // The dead engine is still in the ring; its session is rerouted without the client seeing it.
            #expect(try await cluster.home(of: "s1") != routes[0])
        }
    }

    @Test func withAllEnginesDeadTheStreamBreaks() async throws {
        try await RouterTestCluster.run(subnet: 22, arguments: Self.arguments, tokensPerSecond: 100) { cluster in
            let isOver = Mutex(false)
            let request = RawExchange.post("/v1/chat/completions", cluster.body(500), ["x-user-id": "s1"])
            let exchange = try await RawExchange.run(cluster.routerIP, request) { text in
                guard text.components(separatedBy: "data: ").count > 10 else { return }
                guard
                    isOver.withLock({ over in
                        defer { over = true }; return !over
                    })
                else { return }
                for engine in cluster.engines { await engine.kill() }
            }
            #expect(exchange.endedByFIN)
            #expect(!exchange.text.contains("[DONE]") && !exchange.text.hasSuffix("\r\n0\r\n\r\n"))
            try await expectEventually("traceback") {
                cluster.bench.lines.contains { $0.contains("Exception in ASGI") }
            }
        }
    }

    @Test func reroutesOnRequestWithoutResuming() async throws {
        let arguments = ["--routing-logic", "session", "--max-instance-failover-reroute-attempts", "2"]
        try await RouterTestCluster.run(subnet: 23, arguments: arguments) { cluster in
            let home = try await cluster.home(of: "s1")
            await (try cluster.engine(at: home)).kill()
            let answer = try await Fetch.post(
                cluster.routerIP, "/v1/chat/completions", cluster.body(3), ["x-user-id": "s1", "X-Request-Id": "fo1"])
            #expect(answer.status == 200)
            let routes = cluster.routes(of: "fo1")
            #expect(routes.count == 2 && routes.first == home)
            #expect(
                cluster.bench.plainLines.contains {
                    $0.contains("INFO: Routing request fo1 to http://\(routes[1]):8000 (attempt 2/3) (request.py:633:")
                })
        }
    }

    @Test func halfAnEventIsNeverForwardedTwice() throws {
        let answer = EngineAnswer(api: .completions, id: "cmpl-x", created: 7, model: "m")
        var stream = ResumableAnswer()
        let first = answer.tokenEvent(" one", finish: nil)
        let second = answer.tokenEvent(" two", finish: nil)
        #expect(stream.take((first + second.prefix(20)).utf8) == first)
        let rest = try #require(stream.continuation(of: Data("{\"prompt\":\"P\",\"max_tokens\":5}".utf8)))
        let object = try #require(try JSONSerialization.jsonObject(with: rest) as? [String: Any])
        #expect(object["prompt"] as? String == "P one")
        #expect(object["max_tokens"] as? Int == 4)
        stream.moved()
        let later = EngineAnswer(api: .completions, id: "cmpl-y", created: 9, model: "m")
        #expect(
            stream.take(later.tokenEvent(" two", finish: "length").utf8) == answer.tokenEvent(" two", finish: "length"))
        #expect(stream.text == " one two")
        #expect(stream.isFinished && !stream.isDone)
        #expect(stream.continuation(of: Data("{\"prompt\":\"P\",\"max_tokens\":5}".utf8)) == nil)
    }
}
