import Foundation
import TestSupport
import Testing

@testable import DemoCluster

extension ClusterTests {
    /// Each kind of kill, as a watcher sees it: on a real API server and on the demo.
    struct KillTests {
        struct Kill: Sendable, CustomTestStringConvertible {
            var name: String
            /// The pod of the recording that was killed so.
            var recordedPod: String
            var replacement: String
            var isEviction = false
            var options: JSONValue
            var testDescription: String { name }
        }

        static let kills = [
            Kill(name: "force", recordedPod: "cn9tb", replacement: "qzq9l", options: ["gracePeriodSeconds": 0]),
            Kill(name: "now", recordedPod: "grmzh", replacement: "sqm92", options: ["gracePeriodSeconds": 1]),
            Kill(name: "graceful", recordedPod: "mw9z6", replacement: "pkgxl", options: [:]),
            Kill(name: "evict", recordedPod: "pkgxl", replacement: "bjc58", isEviction: true, options: [:]),
        ]

        @Test(arguments: kills)
        func `a kill looks as it does on a real cluster`(kill: Kill) async throws {
            let recording = try PodStory.recorded("pods-watch-raw.jsonl")
            let prefix = "vllm-opt125m-deployment-vllm-569b694564-"
            try await withCluster { cluster, client in
                let victim = try #require(try await cluster.readyEngines().first)
                let list = try await client.get("/api/v1/namespaces/default/pods")
                let version = list.json["metadata", "resourceVersion"]?.string ?? ""
                let path = "/api/v1/namespaces/default/pods/\(victim.name)"
                if kill.isEviction {
                    let body: JSONValue = ["apiVersion": "policy/v1", "kind": "Eviction", "deleteOptions": kill.options]
                    #expect(try await client.call("POST", path + "/eviction", body).code == 201)
                } else {
                    #expect(try await client.call("DELETE", path, kill.options).code == 200)
                }
                let lines = try await client.watch(
                    "/api/v1/namespaces/default/pods?watch=1&resourceVersion=\(version)&labelSelector=model%3Dopt125m"
                ) { line in
                    line["object"]?.name != victim.name && line["object"]?.isPodReady == true
                }
                #expect(
                    PodStory.end(of: victim.name, in: lines)
                        == PodStory.end(of: prefix + kill.recordedPod, in: recording))
                let newcomer = try #require(lines.first { $0["type"] == "ADDED" }?["object"]?.name)
                #expect(
                    PodStory.beginning(of: newcomer, in: lines)
                        == PodStory.beginning(of: prefix + kill.replacement, in: recording))
                let firstMark = lines.firstIndex { $0["object"]?.isTerminating == true } ?? -1
                let arrival = lines.firstIndex { $0["type"] == "ADDED" } ?? -1
                #expect(firstMark < arrival, "the replacement comes after the deletionTimestamp")
            }
        }

        @Test func `a process that ignores SIGTERM is killed after its grace period`() async throws {
            let clock = ManualClock()
            try await withCluster(.standing(clock), engine: DoubleWorkload.lingering) { cluster, client in
                let victim = try #require(try await cluster.readyEngines(advancing: clock).first)
                let asked = cluster.configuration.clock.date
                let path = "/api/v1/namespaces/default/pods/\(victim.name)"
                _ = try await client.call("DELETE", path, ["gracePeriodSeconds": 7])
                _ = try await eventually("SIGTERM is sent and SIGKILL due") { clock.waits.contains(.seconds(7)) ? true : nil }
                clock.advance(by: .milliseconds(6_999))
                // A second, longer deletion does not give it more time.
                _ = try await client.call("DELETE", path, [:])
                let left = try await client.get(path)
                #expect(left.json["metadata", "deletionTimestamp"] == .timestamp(asked + 7))
                #expect(try await Self.answers(victim, client))
                clock.advance(by: .milliseconds(1))
                _ = try await eventually("the pod is gone") {
                    cluster.engines.contains { $0.uid == victim.uid } ? nil : true
                }
                #expect(try await !Self.answers(victim, client))
            }
        }

        @Test func `a forced kill ends the process a moment after the object`() async throws {
            let clock = ManualClock()
            try await withCluster(.standing(clock), engine: DoubleWorkload.lingering) { cluster, client in
                let victim = try #require(try await cluster.readyEngines(advancing: clock).first)
                // Whoever waits already is now half a millisecond off.
                clock.advance(by: .microseconds(500))
                _ = try await client.call(
                    "DELETE", "/api/v1/namespaces/default/pods/\(victim.name)", ["gracePeriodSeconds": 0])
                #expect(!cluster.engines.contains { $0.uid == victim.uid })
                let delays = (100...200).map { Duration.milliseconds($0) }
                let delay = try await eventually("SIGKILL is due") { clock.waits.first(where: delays.contains) }
                clock.advance(by: delay - .milliseconds(1))
                #expect(try await Self.answers(victim, client))
                clock.advance(by: .milliseconds(1))
                _ = try await eventually("nothing listens on the pod's address") {
                    try await Self.answers(victim, client) ? nil : true
                }
            }
        }

        /// Whether the pod's process still listens.
        private static func answers(_ pod: JSONValue, _ client: TestClient) async throws -> Bool {
            (try? await client.http.get(url: "http://\(pod.podIP):8000/health").get()) != nil
        }

        @Test func `events tell the story of a kill`() async throws {
            try await withCluster { cluster, client in
                let victim = try #require(try await cluster.readyEngines().first)
                _ = try await client.call(
                    "DELETE", "/api/v1/namespaces/default/pods/\(victim.name)", ["gracePeriodSeconds": 1])
                _ = try await eventually("a replacement is ready") {
                    let now = cluster.engines
                    return now.count == 3 && now.allSatisfy(\.isPodReady) && !now.contains { $0.uid == victim.uid }
                        ? true : nil
                }
                let events = cluster.store.items(.events)
                func reasons(_ uid: String) -> Set<String> {
                    Set(events.filter { $0["involvedObject", "uid"]?.string == uid }.compactMap { $0["reason"]?.string })
                }
                #expect(reasons(victim.uid).isSuperset(of: ["Scheduled", "Pulled", "Created", "Started", "Killing"]))
                let killing = events.first { $0["reason"] == "Killing" }
                #expect(killing?["message"] == "Stopping container vllm")
                let set = try #require(cluster.store.items(.replicaSets).first { $0.name.hasPrefix("vllm-opt125m") })
                #expect(reasons(set.uid).contains("SuccessfulCreate"))
            }
        }
    }
}
