import AsyncHTTPClient
import Foundation
import NIOCore
import Testing

@testable import DemoCluster

extension ClusterTests {
    struct ProxyTests {
        private static let services = "/api/v1/namespaces/default/services"

        @Test func `services are reached by port name and number`() async throws {
            try await withCluster { cluster, client in
                _ = try await cluster.readyEngines()
                _ = try await eventually("the router is ready") {
                    cluster.pods("vllm-deployment-router").first { $0.isPodReady }
                }
                for port in [":80", ":router-sport", ""] {
                    let answer = try await client.get("\(Self.services)/vllm-router-service\(port)/proxy/v1/models?a=b%2Fc")
                    #expect(answer.text == "ok", "\(port): \(answer.text)")
                }
                let engine = try #require(cluster.engines.first)
                let direct = try await client.get("/api/v1/namespaces/default/pods/\(engine.name):8000/proxy/health")
                #expect(direct.text == "ok")
                #expect(try await client.get("\(Self.services)/vllm-router-service:nope/proxy/").code == 503)
            }
        }

        @Test(arguments: [
            ("/api/v1/namespaces/d/services/proxy-x:80/proxy/v1/a%2Fb?x=1&y=/proxy/z", "/v1/a%2Fb?x=1&y=/proxy/z"),
            ("/api/v1/namespaces/d/pods/x/proxy", "/"), ("/api/v1/namespaces/d/pods/x/proxy/", "/"),
            ("/api/v1/namespaces/d/pods/x/proxy?q=1", "/?q=1"),
        ])
        func `the rest of the path goes on as it came`(path: String, rest: String) {
            #expect(APIServer.remainder(of: path) == rest)
        }

        @Test func `a stream comes piece by piece and ends clean when the pod dies`() async throws {
            try await withCluster { cluster, client in
                let engine = try #require(try await cluster.readyEngines().first)
                let response = try await client.http.execute(
                    client.request("GET", "/api/v1/namespaces/default/pods/\(engine.name):8000/proxy/stream"),
                    timeout: .seconds(10))
                var text = ""
                var pieces = 0
                var isKilled = false
                // No error is thrown: the broken stream of the engine looks like a complete answer.
                for try await part in response.body {
                    text += String(buffer: part)
                    pieces += 1
                    if pieces == 5, !isKilled {
                        isKilled = true
                        _ = try await client.call(
                            "DELETE", "/api/v1/namespaces/default/pods/\(engine.name)", ["gracePeriodSeconds": 0])
                    }
                }
                #expect(pieces >= 5, "the pieces were not batched")
                #expect(text.hasPrefix("data: x\n\ndata: x\n\n"))
                #expect(!text.contains("[DONE]"))
            }
        }

        @Test func `the credential of the API stays with the API`() async throws {
            try await withCluster { cluster, client in
                let engine = try #require(try await cluster.readyEngines().first)
                let path = "/api/v1/namespaces/default/pods/\(engine.name)"
                let response = try await client.http.execute(
                    client.request("GET", "\(path):8000/proxy/stream"), timeout: .seconds(10))
                var parts = response.body.makeAsyncIterator()
                _ = try await parts.next()
                let log = try await client.get("\(path)/log")
                #expect(log.text.contains("stream, authorization: false"))
            }
        }

        @Test func `what cannot be reached is said as the real one says it`() async throws {
            var configuration = DemoCluster.Configuration.quick
            configuration.engines = 0
            try await withCluster(configuration) { cluster, client in
                let none = try await client.get("\(Self.services)/vllm-engine-service:80/proxy/v1/models")
                #expect(none.code == 503)
                #expect(none.json["message"] == "no endpoints available for service \"vllm-engine-service\"")
                #expect(none.json["reason"] == "ServiceUnavailable")
                let router = try await eventually("the router is ready") {
                    cluster.pods("vllm-deployment-router").first { $0.isPodReady }
                }
                let refused = try await client.get("/api/v1/namespaces/default/pods/\(router.name):8001/proxy/")
                #expect(refused.code == 503)
                #expect(
                    refused.json["message"]?.string
                        == "error trying to reach service: dial tcp \(router.podIP):8001: connect: connection refused")
            }
        }

        @Test func `the router's address outlives its pods`() async throws {
            try await withCluster { cluster, client in
                func answer() async -> String? {
                    guard let buffer = try? await client.http.get(url: client.addresses.routerURL + "/x").get().body else {
                        return nil
                    }
                    return String(buffer: buffer)
                }
                func routerPod() async throws -> JSONValue {
                    try await eventually("a router is ready") {
                        cluster.pods("vllm-deployment-router").first { $0.isPodReady && !$0.isTerminating }
                    }
                }
                let old = try await routerPod()
                #expect(await answer() == "ok")
                _ = try await client.call(
                    "DELETE", "/api/v1/namespaces/default/pods/\(old.name)", ["gracePeriodSeconds": 1])
                _ = try await eventually("the old router is gone") {
                    cluster.pods("vllm-deployment-router").contains { $0.uid == old.uid } ? nil : true
                }
                let new = try await routerPod()
                #expect(new.podIP != old.podIP)
                #expect(await answer() == "ok")
            }
        }

        @Test func `the relay passes a broken stream on as broken`() async throws {
            try await withCluster { cluster, client in
                let router = try await eventually("a router is ready") {
                    cluster.pods("vllm-deployment-router").first { $0.isPodReady }
                }
                let response = try await client.http.execute(
                    HTTPClientRequest(url: client.addresses.routerURL + "/stream"), timeout: .seconds(10))
                await #expect(throws: (any Error).self) {
                    var pieces = 0
                    for try await _ in response.body {
                        pieces += 1
                        guard pieces == 3 else { continue }
                        _ = try await client.call(
                            "DELETE", "/api/v1/namespaces/default/pods/\(router.name)", ["gracePeriodSeconds": 0])
                    }
                }
            }
        }
    }
}
