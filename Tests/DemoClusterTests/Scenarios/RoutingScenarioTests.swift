import Testing

@testable import DemoCluster

extension ClusterTests {
    struct RoutingScenarioTests {
        private func arguments(_ world: ScenarioWorld) async throws -> [String] {
            let router = try await world.readyRouter()
            return try await world.client.get("\(ScenarioWorld.pods)/\(router.name)")
                .json["spec", "containers"]?.array.first?["args"]?.array.compactMap(\.string) ?? []
        }

        @Test func `healthy: a session stays on its engine, and the pod says why`() async throws {
            try await ScenarioWorld.run("healthy") { world in
                let router = try await world.router()
                let first = try await world.engine(router, session: "9999")
                for _ in 0..<3 { #expect(try await world.engine(router, session: "9999") == first) }
                #expect(
                    try await arguments(world).suffix(4)
                        == ["--routing-logic", "session", "--session-key", "x-user-id"])
            }
        }

        @Test func `insufficient-replicas: after the kill nobody serves`() async throws {
            try await ScenarioWorld.run("insufficient-replicas", { $0.startupDelay = .seconds(60) }) { world in
                let router = try await world.router()
                let engine = try #require(world.cluster.engines.first)
                #expect(world.cluster.engines.count == 1)
                try await world.delete(engine, grace: 0)
                let answer = try await eventually("refused") {
                    let answer = try await Fetch.post(router, "/v1/chat/completions", ScenarioWorld.chat(1))
                    return answer.status == 503 ? answer : nil
                }
                #expect(answer.text.contains("is temporarily unavailable"))
            }
        }

        @Test func `misconfigured-routing: one session, two engines`() async throws {
            try await ScenarioWorld.run("misconfigured-routing") { world in
                let router = try await world.router()
                let first = try await world.engine(router, session: "9999")
                #expect(try await world.engine(router, session: "9999") != first)
                #expect(try await arguments(world).suffix(2) == ["--routing-logic", "roundrobin"])
                #expect(try await world.routerLog().contains("with session id None to"))
            }
        }

        @Test func `wrong-session-key: only the other header pins`() async throws {
            try await ScenarioWorld.run("wrong-session-key") { world in
                let router = try await world.router()
                let first = try await world.engine(router, session: "9999")
                #expect(try await world.engine(router, session: "9999") != first)
                #expect(try await world.routerLog().contains("with session id None to"))
                let pinned = try await world.engine(router, header: "x-session-id", session: "9999")
                for _ in 0..<3 {
                    #expect(try await world.engine(router, header: "x-session-id", session: "9999") == pinned)
                }
                #expect(try await arguments(world).suffix(2) == ["--session-key", "x-session-id"])
            }
        }

        @Test func `drops-fields: a chat cannot be continued`() async throws {
            try await ScenarioWorld.run("drops-fields") { world in
                let router = try await world.router()
                let engine = try #require(world.cluster.engines.first).podIP
                let body = ScenarioWorld.chat(3, ",\"continue_final_message\":true,\"add_generation_prompt\":false")
                let path = "/v1/chat/completions"
                let refused = try await Fetch.post(router, path, body)
                #expect(refused.status == 400)
                #expect(refused.text.contains("continue_final_message and add_generation_prompt are not compatible"))
                #expect(try await Fetch.post(engine, path, body).status == 200)
                let plain = try await Fetch.post(router, path, ScenarioWorld.chat(3, ",\"user\":\"u\""))
                #expect(plain.status == 200)
                #expect(RawExchange.tokens(in: plain.text) == 3)
                let completion = try await Fetch.post(
                    router, "/v1/completions", "{\"model\":\"facebook/opt-125m\",\"prompt\":\"Go\",\"max_tokens\":2}")
                #expect(completion.status == 200)
            }
        }
    }
}
