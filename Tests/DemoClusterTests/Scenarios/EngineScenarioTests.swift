import Foundation
import Testing

@testable import DemoCluster

extension ClusterTests {
    struct EngineScenarioTests {
        @Test func `stalled-engine: the stream stays open and silent`() async throws {
            try await ScenarioWorld.run("stalled-engine", { $0.kubelet.probeTimeout = .seconds(1) }) { world in
                let router = try await world.router()
                let before = try await world.cluster.readyEngines()
                let text = SharedText("")
                let isOver = Latch<Void>()
                try await withThrowingTaskGroup(of: Void.self) { group in
                    group.addTask {
                        let request = RawExchange.post(
                            "/v1/chat/completions", ScenarioWorld.chat(200), ["x-user-id": "9999"])
                        _ = try await RawExchange.run(router, request) { text.set($0) }
                        isOver.set(())
                    }
                    let stalled = try await eventually("its readiness fails") {
                        world.cluster.engines.first { pod in !pod.isPodReady && before.contains { $0.uid == pod.uid } }
                    }
                    #expect(RawExchange.tokens(in: text.value) == 12)
                    #expect(isOver.current == nil)
                    _ = try await eventually("the session is served elsewhere") {
                        let log = try await world.routerLog()
                        return log.contains("Serving engine \(stalled.name) is deleted") ? true : nil
                    }
                    #expect(try await world.engine(router, session: "9999") != stalled.name)
                    #expect(RawExchange.tokens(in: text.value) == 12 && isOver.current == nil)
                    // Other long streams go on meanwhile.
                    let other = try await Fetch.post(
                        router, "/v1/chat/completions", ScenarioWorld.chat(70), ["x-user-id": "9999"])
                    #expect(other.text.hasSuffix("data: [DONE]\n\n"))
                    try await world.delete(stalled, grace: 0)
                    try await group.waitForAll()
                }
                #expect(RawExchange.tokens(in: text.value) == 12)
            }
        }

        @Test func `draining-engine: the stream completes, new requests go elsewhere`() async throws {
            try await ScenarioWorld.run("draining-engine") { world in
                let router = try await world.router()
                let exchange = try await world.stream(router, tokens: 150, at: 5) { engine in
                    #expect(engine["spec", "terminationGracePeriodSeconds"] == 300)
                    async let deletion = world.delete(engine)
                    _ = try await eventually("the router leaves it") {
                        try await world.routerLog().contains("Serving engine \(engine.name) is deleted") ? true : nil
                    }
                    #expect(try await world.engine(router, session: "9999") != engine.name)
                    #expect(world.cluster.engines.contains { $0.uid == engine.uid && $0.isTerminating })
                    _ = try await deletion
                }
                #expect(exchange.isDone && exchange.hasFinishReason && exchange.hasTerminator)
                #expect(exchange.tokens == 150)
            }
        }

        @Test func `migrating-router: the stream completes on another engine`() async throws {
            try await ScenarioWorld.run("migrating-router") { world in
                let router = try await world.router()
                let exchange = try await world.stream(router, tokens: 60, at: 5) { engine in
                    try await world.delete(engine, grace: 0)
                }
                #expect(exchange.isDone && exchange.hasFinishReason && exchange.hasTerminator)
                #expect(exchange.tokens == 60)
                #expect(try await world.routerLog().contains("(attempt 2/4)"))
            }
        }
    }
}
