import AsyncHTTPClient
import ClusterModel
import RouterClient
import Synchronization
import TestSupport
import Testing
import TrafficModel

@Suite(.timeLimit(.minutes(1))) struct PollTests {
    /// What the scripted router does now; a test changes it while the router is polled.
    private final class Mood: Sendable {
        private let answers = Mutex<[String: String]>([:])

        func set(_ path: String, _ answer: String?) { answers.withLock { $0[path] = answer } }

        func steps(_ request: String) -> [ScriptedServer.Step] {
            let path = request.split(separator: " ").dropFirst().first.map(String.init) ?? ""
            if path == "/health/liveliness", !answers.withLock({ $0.keys.contains(path) }) {
                return [.send(HTTPText.answer("404 Not Found", type: "application/json", "{}"))]
            }
            // No answer for a path is a hang.
            return answers.withLock { $0[path] }.map { [.send($0)] } ?? []
        }
    }

    /// Only a hang takes time; its test has limits of its own.
    private static let pace = PollingPace(interval: .milliseconds(20), timeout: .seconds(10))
    private static let shortPace = PollingPace(
        interval: .milliseconds(20), timeout: .milliseconds(300), unreachableAfter: .seconds(3))

    private func healthy() throws -> Mood {
        let mood = Mood()
        mood.set("/health", HTTPText.answer("200 OK", type: "application/json", #"{"status":"healthy"}"#))
        mood.set(
            "/metrics",
            HTTPText.answer("200 OK", type: "text/plain", try Fixture.text("routers/production-stack.metrics")))
        mood.set("/engines", HTTPText.answer("200 OK", type: "application/json", #"[{"engine_id":"e1","created":1}]"#))
        mood.set(
            "/v1/models",
            HTTPText.answer("200 OK", type: "application/json", #"{"object":"list","data":[{"id":"m1"},{"id":"m2"}]}"#))
        return mood
    }

    /// Polls a router of this mood while `story` runs.
    private func polling(
        _ mood: Mood, as dialect: RouterDialect? = nil, pace: PollingPace = PollTests.pace, story: @Sendable (Seen<RouterFact>) async throws -> Void
    ) async throws -> [RouterFact] {
        try await ScriptedServer.with({ mood.steps($0) }) { server in
            try await HTTPClient.withHTTPClient(configuration: .router) { http in
                let seen = Seen<RouterFact>()
                let target = try RouterTarget(base: server.url, dialect: dialect)
                let began = ContinuousClock.now
                let client = RouterClient.live(
                    http: http, now: { Moment(ContinuousClock.now - began) }, pace: pace)
                try await withThrowingTaskGroup(of: Void.self) { group in
                    group.addTask { await client.poll(target) { seen.add($0) } }
                    try await story(seen)
                    group.cancelAll()
                }
                return seen.all
            }
        }
    }

    private func states(_ source: Source, _ facts: [RouterFact]) -> [String] {
        facts.compactMap { fact in
            guard case .source(source, let state) = fact else { return nil }
            switch state {
            case .connecting: return "connecting"
            case .loading: return "loading"
            case .live: return "live"
            case .stale: return "stale"
            case .forbidden: return "forbidden"
            case .unreachable(let since, _): return since == nil ? "never reached" : "unreachable"
            }
        }
    }

    @Test func aHealthyRouterTellsAll() async throws {
        let facts = try await polling(try healthy()) { seen in
            for _ in 0..<3 { await seen.wait { if case .health = $0 { true } else { false } } }
            await seen.wait { if case .workers = $0 { true } else { false } }
            await seen.wait { if case .engines = $0 { true } else { false } }
        }
        #expect(facts.contains(.engines(["e1"])))
        #expect(facts.filter { $0 == .models(["m1", "m2"]) }.count == 1)
        let health = try #require(facts.compactMap { if case .health(let health) = $0 { health } else { nil } }.first)
        #expect(health.isHealthy)
        #expect(health.latency > .zero)
        for source in [Source.routerHealth, .routerMetrics, .routerEngines] {
            #expect(states(source, facts) == ["connecting", "live"])
        }
        let workers = try #require(facts.compactMap { if case .workers(let all) = $0 { all } else { nil } }.first)
        #expect(workers.map(\.url) == ["19", "20", "22"].map { "http://127.0.1.\($0):8000" })
        // The router exports no queue, and nothing yet of engines that were sent no request.
        #expect(workers.allSatisfy { $0.waiting == nil && $0.running == nil && $0.errors == nil })
    }

    @Test func aHangIsStaleThenUnreachableThenLiveAndHoldsNoOther() async throws {
        let mood = try healthy()
        let facts = try await polling(mood, pace: Self.shortPace) { seen in
            await seen.wait { $0 == .source(.routerMetrics, .live) }
            mood.set("/metrics", nil)
            await seen.wait {
                guard case .source(.routerMetrics, .stale(_, let reason)) = $0 else { return false }
                return reason == "no answer in time"
            }
            await seen.wait { if case .health = $0 { true } else { false } }
            await seen.wait { if case .source(.routerMetrics, .unreachable(.some, _)) = $0 { true } else { false } }
            mood.set("/metrics", HTTPText.answer("200 OK", type: "text/plain", "a 1\n"))
            await seen.wait { $0 == .source(.routerMetrics, .live) }
        }
        let states = states(.routerMetrics, facts).drop { $0 != "live" }
        #expect(Array(states) == ["live", "stale", "unreachable", "live"])
        #expect(facts.contains(.workers([])))
    }

    @Test func whatIsForbiddenSaysWhatToDo() async throws {
        let mood = try healthy()
        let status = #"{"kind":"Status","apiVersion":"v1","message":"services \"r\" is forbidden","code":403}"#
        for path in ["/health", "/metrics"] {
            mood.set(path, HTTPText.answer("403 Forbidden", type: "application/json", status))
        }
        mood.set("/engines", HTTPText.answer("401 Unauthorized", type: "text/plain", "key?"))
        let facts = try await polling(mood) { seen in
            for source in [Source.routerHealth, .routerMetrics, .routerEngines] {
                while !seen.all.contains(where: { if case .source(source, .forbidden) = $0 { true } else { false } }) {
                    await seen.wait { _ in true }
                }
            }
        }
        let reasons = facts.compactMap { if case .source(_, .forbidden(let reason)) = $0 { reason } else { nil } }
        #expect(reasons.count == 3)
        #expect(
            reasons.filter { $0.contains("services/proxy") && $0.contains("services \"r\" is forbidden") }.count == 2)
        #expect(reasons.contains { $0.contains("wants a key") })
    }

    @Test func othersInPlaceOfTheRouterAreNotTakenForIt() async throws {
        let mood = try healthy()
        mood.set("/health", HTTPText.answer("200 OK", type: "text/html", "<html>login</html>"))
        mood.set("/metrics", HTTPText.answer("200 OK", type: "text/html", "<html>login</html>"))
        let status = #"{"kind":"Status","apiVersion":"v1","message":"no endpoints available","code":503}"#
        mood.set("/engines", HTTPText.answer("503 Service Unavailable", type: "application/json", status))
        let facts = try await polling(mood) { seen in
            for source in [Source.routerHealth, .routerMetrics, .routerEngines] {
                while states(source, seen.all).count < 2 { await seen.wait { _ in true } }
            }
            while !seen.all.contains(where: { if case .health = $0 { true } else { false } }) {
                await seen.wait { _ in true }
            }
        }
        for source in [Source.routerHealth, .routerMetrics, .routerEngines] {
            #expect(states(source, facts) == ["connecting", "never reached"])
        }
        let health = facts.compactMap { if case .health(let health) = $0 { health } else { nil } }
        #expect(health.allSatisfy { !$0.isHealthy && $0.problem?.contains("HTML") == true })
    }

    /// As kubectl 1.32 answers where nothing listens at the API server's address.
    @Test func kubectlsOwnErrorIsNotTheRouters() async throws {
        let mood = try healthy()
        let words = "dial tcp 127.0.0.1:6443: connect: connection refused"
        let type = "text/plain; charset=utf-8\r\nX-Content-Type-Options: nosniff"
        mood.set("/health", HTTPText.answer("500 Internal Server Error", type: type, words))
        let facts = try await polling(mood) { seen in
            await seen.wait { if case .source(.routerHealth, .unreachable) = $0 { true } else { false } }
        }
        let reason = "the router was not reached: \(words)"
        #expect(facts.contains(.source(.routerHealth, .unreachable(since: nil, reason: reason))))
    }

    @Test(arguments: [
        (HTTPText.answer("200 OK", type: "text/plain", "OK"), nil as String?),
        (HTTPText.answer("200 OK", type: "text/plain", ""), nil),
        (
            HTTPText.answer("503 Service Unavailable", type: "text/plain", "Unhealthy servers"),
            "HTTP 503: Unhealthy servers"
        ),
        (HTTPText.answer("200 OK", type: "application/json", #"{"status":"draining"}"#), "status: draining"),
        (HTTPText.answer("200 OK", type: "application/json", #"{"hello":1}"#), #"not a health answer: {"hello":1}"#),
    ])
    func healthIsTheRoutersWord(answer: String, problem: String?) async throws {
        let mood = try healthy()
        mood.set("/health", answer)
        let facts = try await polling(mood) { seen in
            await seen.wait { $0 == .source(.routerHealth, .live) }
        }
        let health = try #require(facts.compactMap { if case .health(let health) = $0 { health } else { nil } }.first)
        #expect(health.problem == problem)
    }

    /// Its `/health` fails with one worker; `/metrics` beside the API is some engine's, so it is never asked.
    @Test func theRustRouterIsAskedInItsOwnWay() async throws {
        let mood = Mood()
        let ready = #"{"status":"ready","healthy_workers":2,"total_workers":3}"#
        mood.set("/readiness", HTTPText.answer("200 OK", type: "application/json", ready))
        let list =
            #"{"workers":[{"url":"http://127.0.0.12:8000","model_id":"unknown","is_healthy":true,"load":0},{"url":"http://127.0.0.11:8000","is_healthy":false}],"total":2}"#
        mood.set("/workers", HTTPText.answer("200 OK", type: "application/json", list))
        mood.set("/v1/models", HTTPText.answer("200 OK", type: "application/json", #"{"data":[{"id":"m1"}]}"#))
        let facts = try await polling(mood, as: .vllmRouter) { seen in
            for _ in 0..<3 { await seen.wait { if case .health = $0 { true } else { false } } }
            await seen.wait { if case .listed = $0 { true } else { false } }
        }
        let listed = [
            ListedWorker(url: "http://127.0.0.12:8000", isHealthy: true), ListedWorker(url: "http://127.0.0.11:8000", isHealthy: false),
        ]
        #expect(facts.contains(.listed(listed)))
        #expect(states(.routerHealth, facts) == ["connecting", "live"])
        #expect(states(.routerMetrics, facts).isEmpty)
    }

    /// Its `/health` asks each of its models.
    @Test func theHealthOfLiteLLMIsNotAsked() async throws {
        let mood = try healthy()
        mood.set("/health/liveliness", HTTPText.answer("200 OK", type: "application/json", #""I'm alive!""#))
        mood.set("/health", HTTPText.answer("500 Oh", type: "text/plain", "asked"))
        let facts = try await polling(mood) { seen in
            for _ in 0..<3 { await seen.wait { if case .health = $0 { true } else { false } } }
        }
        #expect(facts.allSatisfy { if case .health(let health) = $0 { health.isHealthy } else { true } })
    }

    @Test func whereOnlyTheAPIIsPassedOnItsModelsAreTheHealth() async throws {
        let mood = try healthy()
        mood.set("/health", HTTPText.answer("404 Not Found", type: "text/plain", "no route"))
        let facts = try await polling(mood) { seen in
            for _ in 0..<3 { await seen.wait { if case .health = $0 { true } else { false } } }
        }
        #expect(facts.allSatisfy { if case .health(let health) = $0 { health.isHealthy } else { true } })
        #expect(states(.routerHealth, facts) == ["connecting", "live"])
    }

    @Test func instancesOfDynamoKeepTheirLongIds() async throws {
        let mood = Mood()
        let health =
            #"{"status":"healthy","endpoints":[],"instances":[{"instance_id":10990486683503302112,"transport":{"tcp":"10.0.0.7:42411/x"}},{"instance_id":1}]}"#
        mood.set("/health", HTTPText.answer("200 OK", type: "application/json", health))
        mood.set("/metrics", HTTPText.answer("200 OK", type: "text/plain", try Fixture.text("routers/dynamo-frontend.metrics")))
        mood.set("/v1/models", HTTPText.answer("200 OK", type: "application/json", #"{"data":[]}"#))
        let facts = try await polling(mood, as: .dynamo) { seen in
            await seen.wait { if case .instances = $0 { true } else { false } }
            await seen.wait { if case .counters = $0 { true } else { false } }
        }
        #expect(facts.contains(.instances([RouterInstance(id: "10990486683503302112", address: "10.0.0.7:42411/x")])))
        #expect(facts.contains(.counters(RouterCounters(migrations: 2))))
    }

    @Test func anEnginesOwnMetricsAreRead() async throws {
        let mood = Mood()
        mood.set("/metrics", HTTPText.answer("200 OK", type: "text/plain", "vllm:num_requests_waiting{engine=\"0\"} 7\n"))
        let pod = PodIdentity(name: "engine-0", uid: "u")
        let seen = Seen<RouterFact>()
        try await ScriptedServer.with({ mood.steps($0) }) { server in
            try await HTTPClient.withHTTPClient(configuration: .router) { http in
                let target = try RouterTarget(base: server.url)
                let client = RouterClient.live(http: http, now: { .zero }, pace: Self.pace)
                let subject = MetricsTarget(kind: .engine, namespace: "default", pod: pod, port: 8000)
                await withTaskGroup(of: Void.self) { group in
                    group.addTask { await client.readMetrics(of: subject, at: target) { seen.add($0) } }
                    await seen.wait { $0 == .engine(EngineFigures(pod: pod, waiting: 7)) }
                    await seen.wait { $0 == .source(.engineMetrics, .live) }
                    group.cancelAll()
                }
            }
        }
    }

    @Test func anAbsentRouterIsToldAsSuch() async throws {
        let port = try await ScriptedServer.with({ _ in [] }) { $0.port }
        let seen = Seen<RouterFact>()
        try await HTTPClient.withHTTPClient(configuration: .router) { http in
            let target = try RouterTarget(base: "http://127.0.0.1:\(port)")
            let client = RouterClient.live(http: http, now: { .zero }, pace: Self.pace)
            await withTaskGroup(of: Void.self) { group in
                group.addTask { await client.poll(target) { seen.add($0) } }
                await seen.wait { if case .source(.routerHealth, .unreachable) = $0 { true } else { false } }
                group.cancelAll()
            }
        }
        let reason = "127.0.0.1:\(port): the connection was refused; nothing listens there"
        #expect(seen.all.contains(.source(.routerHealth, .unreachable(since: nil, reason: reason))))
    }
}
