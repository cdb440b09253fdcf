import AsyncHTTPClient
import Testing

@testable import DemoCluster

extension ClusterTests {
    struct NetworkScenarioTests {
        @Test func `router-refuses: Ready, and nobody listens`() async throws {
            try await ScenarioWorld.run("router-refuses") { world in
                let router = try await world.readyRouter()
                let answer = try await world.client.get(ScenarioWorld.routerProxy + "/health")
                #expect(answer.code == 503)
                #expect(answer.text.contains("dial tcp \(router.podIP):8000: connect: connection refused"))
                let direct = try await world.client.get("\(ScenarioWorld.pods)/\(router.name)/proxy/health")
                #expect(direct.code == 503)
                await #expect(throws: (any Error).self) {
                    _ = try await world.client.http.get(url: world.client.addresses.routerURL + "/health").get()
                }
                #expect(try await world.routerLog().contains("Uvicorn running on http://0.0.0.0:8001"))
                #expect(world.cluster.store.get(.pods, ObjectName(router))?.isPodReady == true)
            }
        }

        @Test func `router-unreachable: Ready, and never an answer`() async throws {
            try await ScenarioWorld.run("router-unreachable") { world in
                let router = try await world.readyRouter()
                for url in ["http://\(router.podIP):8000", world.client.addresses.routerURL] {
                    let request = HTTPClientRequest(url: url + "/health")
                    await #expect(throws: HTTPClientError.deadlineExceeded) {
                        _ = try await world.client.http.execute(request, timeout: .milliseconds(300))
                    }
                }
                let proxied = world.client.request("GET", ScenarioWorld.routerProxy + "/health")
                await #expect(throws: HTTPClientError.deadlineExceeded) {
                    _ = try await world.client.http.execute(proxied, timeout: .milliseconds(300))
                }
                #expect(try await !world.routerLog().contains("GET /health"))
                #expect(world.cluster.store.get(.pods, ObjectName(router))?.isPodReady == true)
                // Frees the waiting requests, so that the cluster is quick to shut down.
                try await world.delete(router, grace: 0)
            }
        }

        @Test func `service-without-endpoints: Ready, and not selected`() async throws {
            try await ScenarioWorld.run("service-without-endpoints") { world in
                _ = try await world.router()
                let answer = try await world.client.get(ScenarioWorld.routerProxy + "/health")
                #expect(answer.code == 503)
                #expect(answer.text.contains("no endpoints available for service"))
                let endpoints = try await world.client.get("/api/v1/namespaces/default/endpoints/vllm-router-service")
                #expect(endpoints.code == 200)
                #expect(endpoints.json["subsets"] == nil)
                await #expect(throws: (any Error).self) {
                    _ = try await world.client.http.get(url: world.client.addresses.routerURL + "/health").get()
                }
            }
        }

        @Test func `connections-cut: every stream breaks after eight tokens`() async throws {
            try await ScenarioWorld.run("connections-cut") { world in
                let router = try await world.router()
                let exchange = try await world.stream(router, tokens: 60, at: 1_000) { _ in }
                #expect(exchange.tokens >= 8 && exchange.tokens < 60)
                #expect(exchange.endedByFIN && !exchange.hasTerminator)
                #expect(!exchange.isDone && !exchange.hasFinishReason)
                _ = try await eventually("the traceback") {
                    try await world.routerLog().contains("ClientPayloadError") ? true : nil
                }
                #expect(world.cluster.engines.allSatisfy { $0.isPodReady })
            }
        }

        @Test func `clean-end: a killed stream ends as a complete one`() async throws {
            try await ScenarioWorld.run("clean-end") { world in
                let router = try await world.router()
                let exchange = try await world.stream(router, tokens: 400, at: 5) { engine in
                    try await world.delete(engine, grace: 1)
                }
                #expect(exchange.hasTerminator)
                #expect(!exchange.isDone && !exchange.hasFinishReason)
                #expect(exchange.tokens >= 5 && exchange.tokens < 400)
            }
        }
    }
}
