import Testing

@testable import DemoCluster

extension ClusterTests {
    /// Pods of several containers, as kubectl shows them.
    struct ContainerScenarioTests {
        private func row(_ pod: String, _ world: ScenarioWorld) async throws -> [Substring] {
            try await world.kubectl("get pod \(pod) --no-headers").split(separator: " ")
        }

        @Test func `sidecars: the end of one is not that of the engine`() async throws {
            try await ScenarioWorld.run("sidecars") { world in
                let router = try await world.router()
                let pod = try #require(world.cluster.engines.first)
                #expect(pod["spec", "containers"]?.array.compactMap { $0["name"]?.string } == ["istio-proxy", "vllm"])
                #expect(try await row(pod.name, world).prefix(4) == [Substring(pod.name), "3/3", "Running", "0"])
                let exchange = try await world.stream(router, tokens: 40, at: 5) { engine in
                    try await world.kubectl("annotate pod \(engine.name) failtop.dev/fault=istio-proxy/crash")
                    let after = try await eventually("the proxy runs again") { () -> JSONValue? in
                        guard let now = world.now(engine), now.isPodReady else { return nil }
                        return now.containerStatus("istio-proxy")?["restartCount"] == 1 ? now : nil
                    }
                    #expect(after.containerStatus("istio-proxy")?["lastState", "terminated"] != nil)
                    #expect(after.containerStatus("vllm")?["restartCount"] == 0)
                    #expect(after.faultAnnotation == nil)
                    #expect(try await row(engine.name, world)[3] == "1")
                }
                #expect(exchange.tokens == 40 && exchange.isDone)
                try await world.kubectl("annotate pod \(pod.name) failtop.dev/fault=oom")
                let killed = try await eventually("the engine runs again") { () -> JSONValue? in
                    world.now(pod).flatMap { $0.isPodReady && $0.containerStatus("vllm")?["restartCount"] == 1 ? $0 : nil }
                }
                #expect(killed.containerStatus("vllm")?["lastState", "terminated", "reason"] == "OOMKilled")
                #expect(killed.containerStatus("log-agent")?["restartCount"] == 0)
            }
        }

        @Test func `sidecars: each container has its log, and the last word is the native one's`() async throws {
            try await ScenarioWorld.run("sidecars") { world in
                let pod = try #require(try await world.cluster.readyEngines().first)
                #expect(pod.containerStatus("model-download")?["state", "terminated", "exitCode"] == 0)
                #expect(pod.containerStatus("log-agent")?["state", "running"] != nil)
                #expect(try await world.kubectl("logs \(pod.name) -c vllm").contains("Uvicorn running"))
                #expect(try await world.kubectl("logs \(pod.name) -c log-agent").contains("log-agent started"))
                #expect(try await world.kubectl("logs \(pod.name) -c model-download").contains("fetched"))
                let bare = try await world.client.get("\(ScenarioWorld.pods)/\(pod.name)/log")
                #expect(bare.code == 400 && bare.text.contains("a container name must be specified for pod \(pod.name)"))
                try await world.delete(pod)
                _ = try await eventually("gone") { world.now(pod) == nil ? true : nil }
                let stops = world.cluster.store.items(.events).filter { $0["involvedObject", "uid"]?.string == pod.uid && $0["reason"] == "Killing" }
                    .sorted { $0.resourceVersion < $1.resourceVersion }.compactMap { $0["message"]?.string }
                #expect(stops.count == 3 && stops.last == "Stopping container log-agent", "\(stops)")
            }
        }

        @Test func `init-crash-loop: the engine never starts`() async throws {
            try await ScenarioWorld.run("init-crash-loop") { world in
                let before = try await world.cluster.readyEngines()
                try await world.delete(try #require(before.first), grace: 0)
                let pod = try await world.replacement(of: before) {
                    $0.containerStatus("model-download")?["state", "waiting", "reason"] == "CrashLoopBackOff"
                }
                #expect(pod.phase == "Pending" && !pod.isTrue("Initialized"))
                #expect(pod.containerStatus("vllm")?["state", "waiting", "reason"] == "PodInitializing")
                let row = try await row(pod.name, world)
                #expect(row[1] == "0/1")
                #expect(["Init:CrashLoopBackOff", "Init:Error", "Init:0/1"].contains(row[2]), "\(row)")
                #expect(PodSummary(pod).status == "Init:CrashLoopBackOff")
                #expect(try await world.log(of: pod.name, container: "model-download").contains("returned error: 403"))
                let engine = try await world.client.get("\(ScenarioWorld.pods)/\(pod.name)/log?container=vllm")
                #expect(engine.code == 400 && engine.text.contains("is waiting to start: PodInitializing"))
                #expect(world.cluster.engines.count(where: \.isPodReady) == 2)
            }
        }
    }
}
