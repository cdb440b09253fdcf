import Foundation
import Synchronization
import Testing

@testable import DemoCluster

@Suite(.timeLimit(.minutes(1)))
struct EngineWorkloadTests {
    private static let chat =
        "{\"model\":\"facebook/opt-125m\",\"stream\":true,\"max_tokens\":%d,"
        + "\"messages\":[{\"role\":\"user\",\"content\":\"What is a drain?\"}]}"

    private func body(_ tokens: Int) -> String { String(format: Self.chat, tokens) }

    private var quick: EngineConfiguration {
        var configuration = EngineConfiguration()
        configuration.tokensPerSecond = 500
        configuration.timeToFirstToken = .milliseconds(5)
        configuration.modelLoad = .zero
        return configuration
    }

    private func withEngine(
        _ ip: String, _ configuration: EngineConfiguration,
        _ work: (EngineWorkload, WorkloadTestBench) async throws -> Void
    ) async throws {
        let bench = WorkloadTestBench()
        let engine = EngineWorkload(configuration, context: bench.context("engine", ip: ip))
        try await engine.start()
        do {
            try await work(engine, bench)
        } catch {
            await engine.kill()
            throw error
        }
        await engine.kill()
        #expect(engine.connectionCount == 0)
    }

    @Test func aChatStreamHasVLLMsShape() async throws {
        try await withEngine("127.78.1.1", quick) { _, _ in
            let asked = body(30).replacingOccurrences(
                of: "\"stream\":true", with: "\"stream\":true,\"stream_options\":{\"include_usage\":true}")
            let answer = try await Fetch.post("127.78.1.1", "/v1/chat/completions", asked, ["X-Request-Id": "r1"])
            #expect(answer.status == 200)
            #expect(answer.headers["content-type"] == "text/event-stream; charset=utf-8")
            #expect(answer.headers["transfer-encoding"] == "chunked")
            #expect(answer.text.hasSuffix("\n\ndata: [DONE]\n\n"))
            let stream = try StreamEvents(answer.text)
            #expect(stream.ids == ["chatcmpl-r1"])
            #expect(stream.events.count == 32)
            #expect((stream.choices[0]["delta"] as? [String: String]) == ["role": "assistant", "content": ""])
            #expect(stream.choices.dropFirst().dropLast().allSatisfy { $0["finish_reason"] is NSNull })
            #expect(stream.finish == "length")
            let usage = try #require(stream.events.last?["usage"] as? [String: Int])
            #expect(usage["completion_tokens"] == 30)
            #expect(usage["total_tokens"] == 30 + (usage["prompt_tokens"] ?? 0))
            #expect((stream.events.last?["choices"] as? [Any])?.isEmpty == true)
        }
    }

    @Test func aWholeAnswerEqualsItsStreamAndResumesOverHTTP() async throws {
        try await withEngine("127.78.1.2", quick) { _, _ in
            let whole = try await Fetch.post(
                "127.78.1.2", "/v1/completions", "{\"prompt\":\"Go\",\"max_tokens\":40}", ["X-Request-Id": "w"])
            let object = try #require(try JSONSerialization.jsonObject(with: Data(whole.text.utf8)) as? [String: Any])
            #expect(object["id"] as? String == "cmpl-w")
            let text = try #require((object["choices"] as? [[String: Any]])?.first?["text"] as? String)
            let begun = WordPieces.split(text).prefix(13).joined()
            let rest = try await Fetch.post(
                "127.78.1.2", "/v1/completions",
                "{\"prompt\":\(JSONText.quote("Go" + begun)),\"max_tokens\":27,\"stream\":true}")
            let stream = try StreamEvents(rest.text)
            #expect(begun + stream.text == text)
            #expect(stream.choices.count == 27)
            #expect(stream.isDone)
        }
    }

    @Test func badRequestsGetVLLMsErrors() async throws {
        try await withEngine("127.78.1.3", quick) { _, _ in
            func ask(_ body: String) async throws -> (UInt, String) {
                let answer = try await Fetch.post("127.78.1.3", "/v1/chat/completions", body)
                return (answer.status, answer.text)
            }
            let unknown = try await ask("{\"model\":\"nope\",\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]}")
            #expect(unknown.0 == 404)
            #expect(unknown.1.contains("The model `nope` does not exist."))
            let broken = try await ask("{")
            #expect(broken.0 == 400 && broken.1.contains("\"type\":\"BadRequestError\""))
            let message = "\"messages\":[{\"role\":\"assistant\",\"content\":\"x\"}],\"continue_final_message\":true"
            let both = try await ask("{\(message),\"add_generation_prompt\":true}")
            #expect(both.0 == 400 && both.1.contains("Cannot set both `continue_final_message`"))
            let omitted = try await ask("{\(message)}")
            #expect(omitted.0 == 400 && omitted.1.contains("are not compatible"))
            let good = try await ask("{\(message),\"add_generation_prompt\":false,\"max_tokens\":2}")
            #expect(good.0 == 200)
        }
    }

    @Test func modelsHealthVersionAndMetricsAnswer() async throws {
        try await withEngine("127.78.1.4", quick) { engine, _ in
            #expect(try await Fetch.get("127.78.1.4", "/health").status == 200)
            engine.unready()
            #expect(try await Fetch.get("127.78.1.4", "/health").status == 503)
            #expect(try await Fetch.get("127.78.1.4", "/v1/models").text.contains("\"id\":\"facebook/opt-125m\""))
            #expect(try await Fetch.get("127.78.1.4", "/version").status == 200)
            _ = try await Fetch.post("127.78.1.4", "/v1/chat/completions", body(7))
            let metrics = try await Fetch.get("127.78.1.4", "/metrics").text
            let labels = "{engine=\"0\",model_name=\"facebook/opt-125m\"}"
            for line in [
                "vllm:num_requests_running\(labels) 0.0", "vllm:num_requests_waiting\(labels) 0.0",
                "vllm:generation_tokens_total\(labels) 7.0", "vllm:time_to_first_token_seconds_count\(labels) 1.0",
                "vllm:kv_cache_usage_perc\(labels) 0.0", "vllm:inter_token_latency_seconds_count\(labels) 6.0",
                "vllm:num_requests_waiting_by_reason{engine=\"0\",model_name=\"facebook/opt-125m\",reason=\"capacity\"} 0.0",
            ] {
                #expect(metrics.contains(line + "\n"), "\(line)")
            }
            #expect(metrics.contains("vllm:prompt_tokens_total"))
        }
    }

    enum Death: CaseIterable { case kill, terminate, crash }

    @Test(arguments: zip(Death.allCases, ["127.78.1.5", "127.78.1.6", "127.78.1.7"]))
    func deathMidStreamIsABareFIN(death: Death, ip: String) async throws {
        var configuration = quick
        configuration.tokensPerSecond = 100
        configuration.endings = EndingDraw(.closesSockets, seed: 1)
        try await withEngine(ip, configuration) { engine, _ in
            let isDying = Mutex(false)
            let request = RawExchange.post("/v1/chat/completions", body(2000))
            let exchange = try await RawExchange.run(ip, request) { text in
                guard text.components(separatedBy: "data: ").count > 20 else { return }
                let isFirst = isDying.withLock { dying in
                    defer { dying = true }
                    return !dying
                }
                guard isFirst else { return }
                switch death {
                case .kill: await engine.kill()
                case .terminate: await engine.terminate()
                case .crash: await engine.crash(exitCode: 139)
                }
            }
            #expect(exchange.endedByFIN)
            #expect(exchange.text.hasPrefix("HTTP/1.1 200 OK\r\n"))
            #expect(exchange.text.hasSuffix("}\n\n\r\n"))
            #expect(!exchange.text.contains("[DONE]"))
            #expect(!exchange.text.contains("\r\n0\r\n\r\n"))
            #expect(await engine.exitCode() == (death == .kill ? 137 : death == .crash ? 139 : 0))
            await #expect(throws: (any Error).self) { try await RawExchange.run(ip, request) }
        }
    }

    @Test func aDrainFinishesItsStreamsAndRefusesNewOnes() async throws {
        var configuration = quick
        configuration.endings = EndingDraw(.drains, seed: 1)
        configuration.tokensPerSecond = 100
        try await withEngine("127.78.1.8", configuration) { engine, _ in
            _ = try await Fetch.get("127.78.1.8", "/health")
            let isFirst = Mutex(true)
            let request = RawExchange.post("/v1/chat/completions", body(40))
            let exchange = try await RawExchange.run("127.78.1.8", request) { _ in
                guard
                    isFirst.withLock({ first in
                        defer { first = false }; return first
                    })
                else { return }
                await engine.terminate()
                try await expectEventually("refused") {
                    (try? await RawExchange.run("127.78.1.8", "GET /health HTTP/1.1\r\n\r\n")) == nil
                }
            }
            #expect(exchange.text.hasSuffix("data: [DONE]\n\n\r\n0\r\n\r\n"))
            #expect(exchange.endedByFIN)
            #expect(await engine.exitCode() == 0)
        }
    }

    @Test func aStalledEngineIsSilentUntilItGoesOnOrDies() async throws {
        try await withEngine("127.78.1.9", quick) { engine, _ in
            let counts = Mutex((stalledAt: 0, isOver: false))
            let request = RawExchange.post("/v1/chat/completions", body(60), ["Connection": "close"])
            let exchange = try await RawExchange.run("127.78.1.9", request) { text in
                guard counts.withLock({ $0.stalledAt }) == 0, text.components(separatedBy: "data: ").count > 10 else {
                    return
                }
                engine.stall()
                counts.withLock { $0.stalledAt = engine.metrics.current.generationTokens }
                let before = engine.metrics.current.generationTokens
                // A live engine would answer a probe at once, and make thirty tokens meanwhile.
                await #expect(throws: (any Error).self) {
                    try await Fetch.get("127.78.1.9", "/health", within: .milliseconds(150))
                }
                #expect(engine.metrics.current.generationTokens <= before + 1)
                engine.stall(false)
            }
            #expect(exchange.text.contains("[DONE]"))
        }
    }

    @Test func aSlowEngineTakesItsTime() async throws {
        var configuration = quick
        configuration.timeToFirstToken = .milliseconds(10)
        configuration.tokensPerSecond = 100
        try await withEngine("127.78.1.14", configuration) { engine, _ in
            engine.slow(5)
            let start = ContinuousClock.now
            let answer = try await Fetch.post("127.78.1.14", "/v1/chat/completions", body(5))
            #expect(answer.text.contains("[DONE]"))
            #expect(start.duration(to: .now) >= .milliseconds(240))
        }
    }

    @Test func aClientThatLeavesEndsItsRequest() async throws {
        var configuration = quick
        configuration.tokensPerSecond = 100
        try await withEngine("127.78.1.15", configuration) { engine, _ in
            struct Left: Error {}
            await #expect(throws: Left.self) {
                try await RawExchange.run(
                    "127.78.1.15", RawExchange.post("/v1/chat/completions", body(2000))
                ) { text in
                    if text.contains("\"content\":\"") { throw Left() }
                }
            }
            try await expectEventually("aborted") {
                let now = engine.metrics.current
                return now.running == 0 && now.successes["abort"] == 1 && engine.connectionCount == 0
            }
        }
    }

    @Test func aPortThatIsTakenAfterLoadingIsLogged() async throws {
        try await withEngine("127.78.1.16", quick) { _, _ in
            let bench = WorkloadTestBench()
            var cold = quick
            cold.modelLoad = .milliseconds(20)
            let second = EngineWorkload(cold, context: bench.context("second", ip: "127.78.1.16"))
            try await second.start()
            #expect(await second.exitCode() == 1)
            #expect(bench.lines.last?.hasPrefix("ERROR:    error while attempting to bind") == true)
        }
    }

    @Test func thePortRefusesUntilTheModelIsLoaded() async throws {
        var cold = quick
        cold.modelLoad = .milliseconds(200)
        try await withEngine("127.78.1.10", cold) { _, _ in
            await #expect(throws: (any Error).self) {
                try await RawExchange.run("127.78.1.10", "GET /health HTTP/1.1\r\n\r\n")
            }
            try await expectEventually("loaded") { (try? await Fetch.get("127.78.1.10", "/health"))?.status == 200 }
        }
        // Another address: a pooled connection to the first engine may not have been seen to end yet.
        var warm = quick
        warm.modelLoad = .seconds(60)
        warm.isWarm = { $0.podName == "engine" }
        try await withEngine("127.78.1.17", warm) { _, _ in
            let health = try await Fetch.get("127.78.1.17", "/health")
            #expect(health.status == 200)
        }
    }

    @Test func killingALoadingEngineEndsIt() async throws {
        var cold = quick
        cold.modelLoad = .seconds(60)
        let bench = WorkloadTestBench()
        let engine = EngineWorkload(cold, context: bench.context("e", ip: "127.78.1.11"))
        try await engine.start()
        await engine.kill()
        #expect(await engine.exitCode() == 137)
    }

    @Test func aTakenAddressIsAnError() async throws {
        try await withEngine("127.78.1.12", quick) { _, bench in
            let second = EngineWorkload(quick, context: bench.context("second", ip: "127.78.1.12"))
            await #expect(throws: (any Error).self) { try await second.start() }
            #expect(await second.exitCode() == 1)
        }
    }

    @Test func requestsBeyondTheLimitWait() async throws {
        var narrow = quick
        narrow.maxConcurrency = 1
        narrow.tokensPerSecond = 30
        try await withEngine("127.78.1.13", narrow) { engine, _ in
            let asked = body(40)
            try await withThrowingTaskGroup(of: String.self) { group in
                for _ in 0..<3 {
                    group.addTask { try await Fetch.post("127.78.1.13", "/v1/chat/completions", asked).text }
                }
                try await expectEventually("two wait") {
                    let now = engine.metrics.current
                    return now.running == 1 && now.waiting == 2
                }
                for try await text in group { #expect(text.hasSuffix("data: [DONE]\n\n")) }
            }
            #expect(engine.metrics.current.running == 0)
            #expect(engine.metrics.current.waiting == 0)
        }
    }
}
