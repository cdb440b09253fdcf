import Foundation
import Synchronization
import Testing

@testable import DemoCluster

/// An engine dies as vLLM 0.32 was measured to.
@Suite(.timeLimit(.minutes(1)))
struct EngineEndingTests {
    private static let body =
        "{\"model\":\"facebook/opt-125m\",\"stream\":true,\"stream_options\":{\"include_usage\":true},\"max_tokens\":%d,"
        + "\"messages\":[{\"role\":\"user\",\"content\":\"What is a drain?\"}]}"

    private static func request(_ tokens: Int = 2000) -> String {
        RawExchange.post("/v1/chat/completions", String(format: body, tokens), ["Connection": "close"])
    }

    /// An engine with a stream of ours under way; `act` is called once, after some tokens, and may end the engine.
    private func exchange(
        _ ip: String, _ ending: EngineEnding = .asMeasured, shutdown: Duration? = nil, tokens: Int = 2000, isKilledAfterwards: Bool = false,
        act: @escaping @Sendable (EngineWorkload) async throws -> Void
    ) async throws -> (exchange: RawExchange, code: Int32, log: [String]) {
        var configuration = EngineConfiguration()
        configuration.tokensPerSecond = 100
        configuration.timeToFirstToken = .milliseconds(5)
        configuration.modelLoad = .zero
        configuration.endings = EndingDraw(ending, seed: 1)
        configuration.shutdownTimeout = shutdown
        let bench = WorkloadTestBench()
        let engine = EngineWorkload(configuration, context: bench.context("engine", ip: ip))
        try await engine.start()
        let isFirst = Mutex(true)
        do {
            let exchange = try await RawExchange.run(ip, Self.request(tokens)) { text in
                guard RawExchange.tokens(in: text) >= 10, isFirst.withLock({ first in
                    defer { first = false }
                    return first
                }) else { return }
                try await act(engine)
            }
            if isKilledAfterwards { await engine.kill() }
            return (exchange, await engine.exitCode(), bench.lines)
        } catch {
            await engine.kill()
            throw error
        }
    }

    @Test func anErrorEventEndsTheStreamProperly() async throws {
        let (exchange, code, _) = try await exchange("127.78.5.1", .errorEvent) { await $0.terminate() }
        #expect(exchange.text.contains(#"data: {"error": {"message": "EngineCore encountered an issue. See stack trace (above)"#))
        #expect(exchange.isDone && exchange.hasTerminator && exchange.endedByFIN && !exchange.hasFinishReason)
        #expect(code == 0)
    }

    @Test func anAbortEndsTheStreamProperly() async throws {
        let (exchange, code, _) = try await exchange("127.78.5.2", .aborts) { await $0.terminate() }
        #expect(exchange.text.contains(#""finish_reason":"abort""#) && exchange.text.contains(#""completion_tokens":"#))
        #expect(exchange.isDone && exchange.hasTerminator)
        #expect(code == 0)
    }

    @Test func whatHangsStaysOpenUntilItsClientLeaves() async throws {
        struct Left: Error {}
        let engines = Mutex<EngineWorkload?>(nil)
        await #expect(throws: Left.self) {
            try await exchange("127.78.5.3", .hangs) { engine in
                engines.withLock { $0 = engine }
                await engine.terminate()
                try await expectEventually("the port is closed") {
                    (try? await RawExchange.run("127.78.5.3", "GET /health HTTP/1.1\r\n\r\n")) == nil
                }
                let before = engine.metrics.current.generationTokens
                try await expectEventually("it waits") { engine.connectionCount == 1 }
                #expect(engine.metrics.current.generationTokens == before, "silent")
                throw Left()
            }
        }
        let engine = try #require(engines.withLock { $0 })
        #expect([0, 137].contains(await engine.exitCode()), "its client left, and then it was killed")
    }

    @Test func aProcessThatHangsEndsWhenItsLastClientHangsUp() async throws {
        let bench = WorkloadTestBench()
        var configuration = EngineConfiguration()
        configuration.tokensPerSecond = 100
        configuration.modelLoad = .zero
        configuration.endings = EndingDraw(.hangs, seed: 1)
        let engine = EngineWorkload(configuration, context: bench.context("engine", ip: "127.78.5.4"))
        try await engine.start()
        struct Left: Error {}
        await #expect(throws: Left.self) {
            try await RawExchange.run("127.78.5.4", Self.request()) { text in
                guard RawExchange.tokens(in: text) >= 5 else { return }
                await engine.terminate()
                try await expectEventually("it waits for us") { bench.lines.contains { $0.contains("Waiting for connections to close") } }
                throw Left()
            }
        }
        #expect(await engine.exitCode() == 0)
    }

    @Test func aDrainRefusesWhatIsNewAndAnswersHealth() async throws {
        let (exchange, code, log) = try await exchange("127.78.5.5", shutdown: .seconds(25), tokens: 60) { engine in
            await engine.terminate()
            try await expectEventually("it drains") { engine.fault.current.refusesRequests }
            #expect(try await Fetch.get("127.78.5.5", "/health").status == 200)
            let refused = try await Fetch.post("127.78.5.5", "/v1/chat/completions", String(format: Self.body, 5))
            #expect(refused.status == 500)
            #expect(refused.text == #"{"error":{"message":"cannot schedule new futures after shutdown","type":"InternalServerError","param":null,"code":500}}"#)
        }
        #expect(exchange.tokens == 60 && exchange.text.contains(#""finish_reason":"length""#) && exchange.isDone)
        #expect(code == 0)
        #expect(log.contains { $0.contains("draining in-flight requests count=1 timeout=25s") })
    }

    @Test func whatIsLongerThanTheDrainHangs() async throws {
        struct Left: Error {}
        await #expect(throws: Left.self) {
            try await exchange("127.78.5.6", shutdown: .milliseconds(300)) { engine in
                let before = engine.metrics.current.generationTokens
                await engine.terminate()
                try await expectEventually("silence after the limit") { engine.fault.current.core == .gone }
                #expect(engine.metrics.current.generationTokens > before + 10, "it went on meanwhile")
                throw Left()
            }
        }
    }

    @Test func aDeadCoreIsToldToStreamsAndProbes() async throws {
        let (exchange, code, _) = try await exchange("127.78.5.7") { engine in
            #expect(await engine.inject(.core))
            try await expectEventually("dead") { engine.fault.current.core == .dead }
            #expect(try await Fetch.get("127.78.5.7", "/health").status == 503)
            #expect(try await Fetch.post("127.78.5.7", "/v1/chat/completions", String(format: Self.body, 5)).status == 500)
        }
        #expect(exchange.text.contains(#"data: {"error": "#) && exchange.isDone && exchange.hasTerminator)
        #expect(code == 0)
    }

    @Test func aKilledServerSaysNothing() async throws {
        let (exchange, code, _) = try await exchange("127.78.5.8") { _ = await $0.inject(.sigkill) }
        #expect(!exchange.isDone && !exchange.hasTerminator && exchange.endedByFIN)
        #expect(code == 137)
    }

    @Test func aFrozenEngineIsWellAndGoesOnWhenItIsHealed() async throws {
        let (exchange, _, _) = try await exchange("127.78.5.9", tokens: 100, isKilledAfterwards: true) { engine in
            #expect(await engine.inject(.freeze))
            #expect(try await Fetch.get("127.78.5.9", "/health").status == 200)
            let metrics = try await Fetch.get("127.78.5.9", "/metrics").text
            #expect(metrics.contains("vllm:num_requests_running{engine=\"0\",model_name=\"facebook/opt-125m\"} 1.0"))
            await engine.heal()
        }
        #expect(exchange.tokens == 100 && exchange.isDone, "no token is lost")
    }

    @Test func theFirstDeathIsTheCommonest() {
        #expect((0..<12).map(EngineEnding.measured).filter { $0 == .hangs }.count == 8)
        let draw = EndingDraw(.asMeasured, seed: 7)
        let dealt = (0..<300).map { _ in draw.next() }
        #expect(dealt.first == .hangs && Set(dealt) == [.hangs, .errorEvent, .aborts])
        let again = EndingDraw(.asMeasured, seed: 7)
        #expect(dealt == (0..<300).map { _ in again.next() })
        #expect(EndingDraw(.closesSockets, seed: 7).next() == .closesSockets)
    }
}
