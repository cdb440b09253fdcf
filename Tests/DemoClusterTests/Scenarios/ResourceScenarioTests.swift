import Testing

@testable import DemoCluster

extension ClusterTests {
    struct ResourceScenarioTests {
        /// Kills one engine by force and waits for its replacement.
        private func replaced(
            in world: ScenarioWorld, where condition: (JSONValue) -> Bool
        ) async throws -> JSONValue {
            let before = try await world.cluster.readyEngines()
            try await world.delete(try #require(before.first), grace: 0)
            return try await world.replacement(of: before, where: condition)
        }

        @Test func `no-gpu-for-replacement: a batch job is faster`() async throws {
            try await ScenarioWorld.run("no-gpu-for-replacement") { world in
                func jobs() -> [JSONValue] { world.cluster.pods("nightly-training") }
                _ = try await world.cluster.readyEngines()
                _ = try await eventually("a job waits") { jobs().first?.condition("PodScheduled") }
                let pod = try await replaced(in: world) { $0.condition("PodScheduled") != nil }
                #expect(pod.phase == "Pending" && pod.nodeName.isEmpty)
                _ = try await eventually("the job runs") { jobs().contains { $0.phase == "Running" } ? true : nil }
                let events = try await world.client.get(
                    "/api/v1/namespaces/default/events?fieldSelector=involvedObject.name%3D\(pod.name)")
                let event = try #require(events.json["items"]?.array.first { $0["reason"] == "FailedScheduling" })
                #expect(event["message"] == "0/3 nodes are available: 3 Insufficient nvidia.com/gpu.")
                #expect(event["type"] == "Warning")
                #expect(world.cluster.engines.count(where: \.isPodReady) == 2)
                // Who scales the jobs down has the GPU back, and they do not come again.
                let scale = "/apis/apps/v1/namespaces/default/deployments/nightly-training/scale"
                let scaled = try await world.client.call("PATCH", scale, ["spec": ["replicas": 0]])
                #expect(scaled.code == 200)
                _ = try await eventually("three are ready") { world.cluster.engines.count(where: \.isPodReady) == 3 ? true : nil }
                #expect(!jobs().contains { !$0.isTerminating })
            }
        }

        @Test func `slow-model-load: the replacement runs and is not ready`() async throws {
            try await ScenarioWorld.run("slow-model-load", { $0.apply(try .named("slow-model-load")) }) { world in
                let pod = try await replaced(in: world) { $0.phase == "Running" }
                _ = try await eventually("its probe is refused") {
                    world.cluster.store.items(.events).first {
                        $0["involvedObject", "uid"]?.string == pod.uid && $0["reason"] == "Unhealthy"
                    }
                }
                #expect(world.cluster.store.get(.pods, ObjectName(pod))?.isPodReady == false)
                #expect(world.cluster.configuration.startupDelay == .seconds(180))
            }
        }

        @Test func `oom-killed: over and over`() async throws {
            try await ScenarioWorld.run("oom-killed") { world in
                let pod = try await replaced(in: world) {
                    $0.containerStatus?["state", "waiting", "reason"] == "CrashLoopBackOff"
                }
                #expect(pod.containerStatus?["lastState", "terminated", "reason"] == "OOMKilled")
                #expect(pod.containerStatus?["lastState", "terminated", "exitCode"] == 137)
                let limits = pod["spec", "containers"]?.array.first?["resources", "limits"]
                #expect(limits?["memory"] == "2Gi" && limits?["nvidia.com/gpu"] == "1")
                let later = try await eventually("restarts rise") {
                    let status = world.cluster.store.get(.pods, ObjectName(pod))?.containerStatus
                    return (status?["restartCount"]?.int ?? 0) >= 2 ? status : nil
                }
                #expect(later["lastState", "terminated", "reason"] == "OOMKilled")
                #expect(world.cluster.engines.count(where: \.isPodReady) == 2)
                // With room for the load, a rollout brings all three.
                let path = "/apis/apps/v1/namespaces/default/deployments/vllm-opt125m-deployment-vllm"
                let resources: JSONValue = ["limits": ["memory": "4Gi"], "requests": ["memory": "4Gi"]]
                let change: JSONValue = ["spec": ["template": ["spec": ["containers": [["name": "vllm", "resources": resources]]]]]]
                let answer = try await world.client.call(
                    "PATCH", path, change, contentType: "application/strategic-merge-patch+json")
                #expect(answer.code == 200)
                _ = try await eventually("three new ones are ready") {
                    let new = world.cluster.engines.filter {
                        $0["spec", "containers"]?.array.first?["resources", "limits", "memory"] == "4Gi" && $0.isPodReady
                    }
                    return new.count == 3 ? true : nil
                }
            }
        }

        @Test func `crash-loop: the log says why`() async throws {
            try await ScenarioWorld.run("crash-loop") { world in
                let pod = try await replaced(in: world) {
                    $0.containerStatus?["state", "waiting", "reason"] == "CrashLoopBackOff"
                }
                #expect(pod.containerStatus?["lastState", "terminated", "exitCode"] == 1)
                #expect(pod.containerStatus?["lastState", "terminated", "reason"] == "Error")
                #expect((pod.containerStatus?["restartCount"]?.int ?? 0) >= 1)
                let log = try await world.log(of: pod.name, previous: true)
                #expect(log.contains("ValueError: No available memory for the cache blocks."))
                #expect(
                    world.cluster.store.items(.events).contains {
                        $0["involvedObject", "uid"]?.string == pod.uid && $0["reason"] == "BackOff"
                    })
            }
        }

        @Test func `full-queue: requests wait once an engine is gone`() async throws {
            try await ScenarioWorld.run("full-queue", { $0.startupDelay = .seconds(600) }) { world in
                let router = try await world.router()
                let before = try await world.cluster.readyEngines()
                let slots = world.cluster.configuration.engine.slots
                #expect(slots == 8)
                try await world.delete(try #require(before.first), grace: 0)
                _ = try await eventually("the router dropped it") {
                    let list = try await Fetch.get(router, "/engines").text
                    return try JSONValue(parsing: .init(list.utf8)).array.count == 2 ? true : nil
                }
                // However the sessions fall on the two engines: two streams more than there are slots.
                try await withThrowingTaskGroup(of: Void.self) { group in
                    for user in 0..<(2 * slots + 2) {
                        group.addTask {
                            let path = "/v1/chat/completions"
                            _ = try await RawExchange.run(
                                router, RawExchange.post(path, ScenarioWorld.chat(1_000), ["x-user-id": "u\(user)"]))
                        }
                    }
                    _ = try await eventually("two wait") {
                        var waiting = 0.0
                        for pod in before.dropFirst() {
                            let text = try await Fetch.get(pod.podIP, "/metrics").text
                            waiting +=
                                Double(text.firstMatch(of: /\nvllm:num_requests_waiting\{.*\} (.*)/)?.1 ?? "") ?? 0
                        }
                        return waiting >= 2 ? true : nil
                    }
                    group.cancelAll()
                    while let end = await group.nextResult() { _ = end }
                }
            }
        }
    }
}
