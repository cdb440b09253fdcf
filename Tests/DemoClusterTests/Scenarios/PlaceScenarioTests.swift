import Foundation
import Testing

@testable import DemoCluster

extension ClusterTests {
    /// Where pods are, and whether they can take over.
    struct PlaceScenarioTests {
        @Test func `host-network: one address, and a port for each`() async throws {
            try await ScenarioWorld.run("host-network") { world in
                let router = try await world.router()
                let before = world.cluster.engines
                #expect(Set(before.map(\.podIP)).count == 1)
                #expect(before.compactMap(\.declaredPort).sorted() == [8000, 8001, 8002])
                let killed = Latch<JSONValue>()
                let exchange = try await world.stream(router, tokens: 60, at: 5) { engine in
                    killed.set(engine)
                    try await world.delete(engine)
                }
                #expect(exchange.tokens < 60 && !exchange.hasFinishReason)
                let old = await killed.wait()
                let new = try await world.replacement(of: before, where: \.isPodReady)
                #expect(new.podIP == old.podIP && new.declaredPort == old.declaredPort)
                let node = try await world.kubectl("get nodes -o wide")
                #expect(node.contains(old.podIP), "\(node)")
                #expect(try await world.kubectl("get pods -o wide").components(separatedBy: old.podIP).count == 4)
            }
        }

        @Test func `sleeping-engine: it is listed, and asked nothing until it wakes`() async throws {
            try await ScenarioWorld.run("sleeping-engine") { world in
                let router = try await world.router()
                let sleeper = try await eventually("one is asleep") { world.cluster.engines.first(where: \.isMarkedAsleep) }
                #expect(sleeper.isPodReady)
                func served() async throws -> Set<String> {
                    var names: Set<String> = []
                    for user in 1...8 { names.insert(try await world.engine(router, session: "user-\(user)")) }
                    return names
                }
                #expect(try await !served().contains(sleeper.name))
                let metrics = try await Fetch.get(sleeper.podIP, "/metrics").text
                #expect(metrics.contains("sleep_state=\"awake\"} 0.0") && metrics.contains("sleep_state=\"weights_offloaded\"} 1.0"))
                try await world.kubectl("label pod \(sleeper.name) sleeping-")
                #expect(try await Fetch.get(sleeper.podIP, "/metrics").text.contains("sleep_state=\"awake\"} 1.0"))
                _ = try await eventually("it is asked") { try await served().contains(sleeper.name) ? true : nil }
            }
        }

        @Test func `time-zones: log lines carry their node's time`() async throws {
            try await ScenarioWorld.run("time-zones") { world in
                for pod in try await world.cluster.readyEngines() {
                    let offset = pod.nodeName == "node-2" ? "-05:00" : "+08:00"
                    let path = "\(ScenarioWorld.pods)/\(pod.name)/log?timestamps=true"
                    let lines = try await world.client.get(path).text.split(separator: "\n")
                    let stamps = lines.compactMap { $0.split(separator: " ").first.map(String.init) }
                    #expect(!stamps.isEmpty && stamps.allSatisfy { $0.hasSuffix(offset) }, "\(stamps)")
                    // Asked for since a time in UTC, the lines after it come.
                    let last = try #require(stamps.last.flatMap { JSONValue.string($0).date })
                    let since = "&sinceTime=\((last + 1).formatted(.iso8601))"
                    let later = try await world.client.get(path + since).text.split(separator: "\n")
                    let times = later.compactMap { $0.split(separator: " ").first.flatMap { JSONValue.string(String($0)).date } }
                    #expect(times.count == later.count && times.allSatisfy { $0 > last }, "\(later)")
                    let all = "&sinceTime=\((last - 60).formatted(.iso8601))"
                    #expect(try await world.client.get(path + all).text.split(separator: "\n").count >= lines.count)
                    #expect(abs(last.timeIntervalSince(world.cluster.configuration.clock.date)) < 120)
                }
            }
        }
    }
}
