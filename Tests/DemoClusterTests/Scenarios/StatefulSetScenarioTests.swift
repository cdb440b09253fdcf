import Testing

@testable import DemoCluster

extension ClusterTests {
    struct StatefulSetScenarioTests {
        private static let set = "vllm-opt125m"

        @Test func `stateful-set: a killed engine comes back under its name`() async throws {
            try await ScenarioWorld.run("stateful-set") { world in
                let router = try await world.router()
                let killed = Latch<JSONValue>()
                let exchange = try await world.stream(router, tokens: 60, at: 5) { engine in
                    killed.set(engine)
                    try await world.delete(engine)
                }
                #expect(exchange.tokens < 60 && !exchange.hasFinishReason)
                let old = await killed.wait()
                let new = try await eventually("its successor is ready") {
                    world.cluster.engines.first { $0.name == old.name && $0.uid != old.uid && $0.isPodReady }
                }
                #expect(new.labels["controller-revision-hash"] == old.labels["controller-revision-hash"])
                #expect(new.labels["apps.kubernetes.io/pod-index"] == String(new.name.suffix(1)))
                #expect(new["metadata", "ownerReferences"]?.array.first?["kind"] == "StatefulSet")
                let table = try await world.kubectl("get sts -o wide")
                #expect(table.contains("CONTAINERS") && table.contains(/vllm-opt125m +3\/3/), "\(table)")
                #expect(try await world.kubectl("get events").contains("create Pod \(old.name) in StatefulSet"))
            }
        }

        @Test func `stateful-set: it shrinks from the top, and is updated from the top`() async throws {
            try await ScenarioWorld.run("stateful-set", { $0.startupDelay = .milliseconds(300) }) { world in
                let before = try await world.cluster.readyEngines()
                #expect(before.map(\.name) == (0..<3).map { "\(Self.set)-\($0)" })
                // Each came when the one before it was ready.
                #expect(before.map(\.resourceVersion) == before.map(\.resourceVersion).sorted())
                try await world.kubectl("scale statefulset \(Self.set) --replicas=2")
                _ = try await eventually("the third is gone") { world.cluster.engines.count == 2 ? true : nil }
                #expect(world.cluster.engines.allSatisfy { !$0.isTerminating })
                #expect(world.cluster.engines.map(\.uid) == before.dropLast().map(\.uid))
                try await world.kubectl("rollout restart statefulset \(Self.set)")
                let told = try await world.kubectl("rollout status statefulset \(Self.set) --timeout=10s")
                #expect(told.contains("roll out complete: 2 new pods have been updated"), "\(told)")
                let after = world.cluster.engines
                #expect(Set(after.map(\.uid)).isDisjoint(with: before.map(\.uid)))
                #expect(after.allSatisfy { $0.labels["controller-revision-hash"] != before[0].labels["controller-revision-hash"] })
                #expect(after[1].resourceVersion < after[0].resourceVersion, "the highest number first")
                try await world.kubectl("delete statefulset \(Self.set) --wait=false")
                _ = try await eventually("its pods follow") { world.cluster.engines.isEmpty ? true : nil }
            }
        }

        @Test func `leader-worker-set: who loses a worker is made anew`() async throws {
            try await ScenarioWorld.run("leader-worker-set") { world in
                let router = try await world.router(pods: 6)
                let before = world.cluster.engines
                #expect(before.map(\.name) == ["0", "0-1", "1", "1-1", "2", "2-1"].map { "\(Self.set)-\($0)" })
                let prefix = "leaderworkerset.sigs.k8s.io/"
                for (leader, worker) in [(before[0], before[1]), (before[2], before[3])] {
                    #expect(leader.labels[prefix + "worker-index"] == "0" && worker.labels[prefix + "worker-index"] == "1")
                    for key in ["name", "group-index", "group-key"] {
                        #expect(leader.labels[prefix + key] != nil)
                        #expect(leader.labels[prefix + key] == worker.labels[prefix + key])
                    }
                    #expect(leader["metadata", "ownerReferences"]?.array.first?["name"]?.string == Self.set)
                    #expect(worker["metadata", "ownerReferences"]?.array.first?["name"]?.string == leader.name)
                }
                // Only leaders serve.
                let names = try await (0..<4).asyncMap { try await world.engine(router, session: "user-\($0)") }
                #expect(names.allSatisfy { !$0.hasSuffix("-1-1") && before.map(\.name).contains($0) })
                try await world.delete(before[1], grace: 0)
                _ = try await eventually("the group is new") {
                    let group = world.cluster.engines.filter { $0.name.hasPrefix("\(Self.set)-0") }
                    return group.count == 2 && group.allSatisfy { pod in pod.isPodReady && !before.contains { $0.uid == pod.uid } } ? true : nil
                }
                #expect(world.cluster.engines.dropFirst(2).map(\.uid) == before.dropFirst(2).map(\.uid), "the others stay")
                #expect(try await world.kubectl("get lws").contains(/vllm-opt125m +3 +3 +3/))
            }
        }
    }
}

extension Sequence {
    fileprivate func asyncMap<Value>(_ transform: (Element) async throws -> Value) async rethrows -> [Value] {
        var values: [Value] = []
        for element in self { values.append(try await transform(element)) }
        return values
    }
}
