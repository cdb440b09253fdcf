import Foundation
import Testing

@testable import DemoCluster

extension ClusterTests {
    /// Faults on request, with the real kubectl and real engines.
    struct FaultTests {
        private static var configuration: DemoCluster.Configuration {
            var configuration = DemoCluster.Configuration.quick
            configuration.startupDelay = .milliseconds(500)
            configuration.kubelet.probeTimeout = .seconds(2)
            configuration.sessions = 0
            return configuration
        }

        private func annotate(_ client: TestClient, _ what: String, _ word: String) async throws {
            let output = try await KubectlTests.kubectl(client, "annotate \(what) failtop.dev/\(word)")
            #expect(output.code == 0, "\(output.errors)")
        }

        @Test(arguments: [("crash", 1, "Error"), ("oom", 137, "OOMKilled")])
        func `a process that ends on request is restarted, and the request is over`(
            word: String, code: Int, reason: String
        ) async throws {
            try await serve(.complete(Self.configuration)) { cluster, client in
                let pod = try #require(try await cluster.readyEngines().first)
                for restart in 1...2 {
                    try await annotate(client, "pod \(pod.name)", "fault=\(word)")
                    let now = try await eventually("restarted \(restart) times") {
                        cluster.engines.first { $0.uid == pod.uid && $0.containerStatus?["restartCount"]?.int == restart && $0.isPodReady }
                    }
                    let end = now.containerStatus?["lastState", "terminated"]
                    #expect(end?["exitCode"]?.int == code && end?["reason"]?.string == reason)
                    #expect(now.faultAnnotation == nil)
                }
            }
        }

        @Test func `an unready engine serves on and is not restarted, until it is healed`() async throws {
            try await serve(.complete(Self.configuration)) { cluster, client in
                let pod = try #require(try await cluster.readyEngines().first)
                func now() -> JSONValue? { cluster.store.get(.pods, ObjectName(pod)) }
                try await annotate(client, "pod \(pod.name)", "fault=unready")
                _ = try await eventually("not ready") { now()?.isPodReady == false ? true : nil }
                let unhealthy = { cluster.store.items(.events).filter { $0["reason"]?.string == "Unhealthy" } }
                // Longer than liveness would take.
                let clock = cluster.configuration.clock
                let probes = clock.now + .milliseconds(250 * 20)
                _ = try await eventually("many probes") { clock.now > probes ? true : nil }
                #expect(now()?.containerStatus?["restartCount"] == 0)
                #expect(unhealthy().contains { $0["message"]?.string?.contains("statuscode: 503") == true })
                let models = try await client.http.get(url: "http://\(pod.podIP):8000/v1/models").get()
                #expect(models.status == .ok)
                try await annotate(client, "pod \(pod.name)", "fault-")
                _ = try await eventually("ready again") { now()?.isPodReady == true ? true : nil }
            }
        }

        @Test func `a silent engine fails its liveness probe and comes back healthy`() async throws {
            try await serve(.complete(Self.configuration)) { cluster, client in
                let pod = try #require(try await cluster.readyEngines().first)
                try await annotate(client, "pod \(pod.name)", "fault=stall")
                let back = try await eventually("restarted") {
                    cluster.engines.first { $0.uid == pod.uid && $0.containerStatus?["restartCount"] == 1 && $0.isPodReady }
                }
                #expect(back.faultAnnotation == nil)
                let events = cluster.store.items(.events).filter { $0["involvedObject", "uid"]?.string == pod.uid }
                #expect(events.contains { $0["message"]?.string?.contains("failed liveness probe") == true })
            }
        }

        @Test func `an unknown fault is told in an event, and a patch for another uid is refused`() async throws {
            try await serve(.complete(Self.configuration)) { cluster, client in
                let pod = try #require(try await cluster.readyEngines().first)
                try await annotate(client, "pod \(pod.name)", "fault=flood")
                _ = try await eventually("told") {
                    cluster.store.items(.events).first { $0["reason"]?.string == "UnknownFault" }
                }
                let answer = try await client.call(
                    "PATCH", "/api/v1/namespaces/default/pods/\(pod.name)",
                    ["metadata": ["uid": "other", "annotations": [PodFault.annotation: "crash"]]],
                    contentType: "application/merge-patch+json")
                #expect(answer.code == 409)
                #expect(answer.json["message"]?.string?.contains("UID in precondition: other") == true)
            }
        }

        @Test func `a lost node keeps its pods until it is back, and their replacements go elsewhere`() async throws {
            try await serve(.complete(Self.configuration)) { cluster, client in
                let engines = try await cluster.readyEngines()
                let routerNode = cluster.pods("vllm-deployment-router").first?.nodeName
                let pod = try #require(engines.first { $0.nodeName != routerNode })
                try await annotate(client, "node \(pod.nodeName)", "fault=lost")
                let stuck = try await eventually("marked for deletion") {
                    cluster.engines.first { $0.uid == pod.uid && $0.isTerminating }
                }
                #expect(!stuck.isPodReady && stuck.phase == "Running")
                #expect(stuck.condition("DisruptionTarget")?["reason"] == "DeletionByTaintManager")
                let nodes = try await KubectlTests.kubectl(client, "get node \(pod.nodeName)")
                #expect(nodes.text.contains("NotReady"))
                _ = try await eventually("three others ready") {
                    cluster.engines.count { $0.isPodReady && $0.nodeName != pod.nodeName } == 3 ? true : nil
                }
                #expect(cluster.engines.contains { $0.uid == pod.uid }, "nobody can say that it is gone")
                try await annotate(client, "node \(pod.nodeName)", "fault-")
                _ = try await eventually("gone") { cluster.engines.contains { $0.uid == pod.uid } ? nil : true }
                #expect(cluster.store.get(.nodes, ObjectName("", pod.nodeName))?.isTrue("Ready") == true)
            }
        }

        @Test func `what is cut is the answers, not the engine`() async throws {
            var configuration = Self.configuration
            configuration.tokensPerSecond = 5
            try await serve(.complete(configuration)) { cluster, client in
                let pod = try #require(try await cluster.readyEngines().first)
                var request = client.request(
                    "POST", "", ["model": "facebook/opt-125m", "prompt": "a", "max_tokens": 500, "stream": true])
                request.url = "http://\(pod.podIP):8000/v1/completions"
                let response = try await client.http.execute(request, timeout: .seconds(15))
                var events = 0
                await #expect(throws: (any Error).self) {
                    for try await _ in response.body {
                        events += 1
                        if events == 3 { try await annotate(client, "pod \(pod.name)", "fault=cut") }
                    }
                }
                let now = cluster.store.get(.pods, ObjectName(pod))
                #expect(now?.isPodReady == true && now?.containerStatus?["restartCount"] == 0 && now?.faultAnnotation == nil)
            }
        }
    }
}
