import Testing

@testable import DemoCluster

struct ControllerRuleTests {
    @Test func `a rolling update surges first and keeps the minimum`() {
        let plan = RollingUpdate(desired: 4, surge: 1, unavailable: 1)
        var step = plan.step(
            current: .init(spec: 0, existing: 0, ready: 0), old: [.init(spec: 4, existing: 4, ready: 4)])
        #expect(step.current == 1)
        #expect(step.old == [3])
        step = plan.step(current: .init(spec: 1, existing: 1, ready: 0), old: [.init(spec: 3, existing: 3, ready: 3)])
        #expect(step.current == 2)
        #expect(step.old == [3], "with one unavailable already no more may go")
        step = plan.step(current: .init(spec: 4, existing: 4, ready: 4), old: [.init(spec: 1, existing: 1, ready: 1)])
        #expect(step.old == [0])
    }

    @Test func `percentages round as the real controller rounds them`() {
        let plan = RollingUpdate([
            "spec": [
                "replicas": 3, "strategy": ["rollingUpdate": ["maxSurge": "25%", "maxUnavailable": "25%"]],
            ]
        ])
        #expect(plan.surge == 1)
        #expect(plan.unavailable == 0)
    }

    @Test func `three failures end readiness, many more end the container`() {
        var state = ProbeState(readinessThreshold: 3, livenessThreshold: 5)
        #expect(state.note(success: false) == .unchanged)
        #expect(state.note(success: true) == .ready)
        let verdicts = (0..<5).map { _ in state.note(success: false) }
        #expect(verdicts == [.unchanged, .unchanged, .notReady, .unchanged, .dead])
        #expect(state.note(success: true) == .ready)
    }

    @Test func `a container that never was ready is not restarted for it`() {
        var state = ProbeState(readinessThreshold: 3, livenessThreshold: 5)
        #expect((0..<50).allSatisfy { _ in state.note(success: false) == .unchanged })
    }

    @Test func `the template hash is written in the alphabet of Kubernetes`() {
        let hash = NameGenerator.templateHash(["spec": ["containers": []]])
        #expect((6...10).contains(hash.count))
        #expect(hash.allSatisfy { "bcdfghjklmnpqrstvwxz2456789".contains($0) })
        #expect(hash != NameGenerator.templateHash(["spec": ["containers": [1]]]))
    }

    @Test func `names follow from the seed`() {
        let (a, b) = (NameGenerator(seed: 7), NameGenerator(seed: 7))
        #expect(a.suffix() == b.suffix())
        #expect(a.suffix() != a.suffix())
    }

    @Test func `pods wait when no node has a GPU left, and go when one has`() {
        let store = ObjectStore()
        let events = EventRecorder(store: store, names: NameGenerator(seed: 1))
        var configuration = DemoCluster.Configuration()
        configuration.nodes = 1
        configuration.gpusPerNode = 1
        InitialObjects(configuration: configuration).fill(store)
        for name in ["a", "b"] {
            store.create(
                .pods,
                [
                    "metadata": ["name": .string(name), "namespace": "default"], "status": ["phase": "Pending"],
                    "spec": ["containers": [["resources": ["requests": ["nvidia.com/gpu": "1"]]]]],
                ])
        }
        let scheduler = SchedulerController(store: store, events: events)
        scheduler.reconcile()
        let waiting = store.get(.pods, ObjectName("default", "b"))
        #expect(store.get(.pods, ObjectName("default", "a"))?.nodeName == "node-1")
        #expect(waiting?.nodeName == "")
        #expect(waiting?.condition("PodScheduled")?["reason"] == "Unschedulable")
        #expect(store.items(.events).contains { $0["reason"] == "FailedScheduling" })
        store.remove(.pods, ObjectName("default", "a"))
        scheduler.reconcile()
        #expect(store.get(.pods, ObjectName("default", "b"))?.nodeName == "node-1")
    }

    @Test func `two pods cannot have one port of one node`() {
        let store = ObjectStore()
        var configuration = DemoCluster.Configuration()
        configuration.nodes = 1
        configuration.engine.isOnHostNetwork = true
        InitialObjects(configuration: configuration).fill(store)
        for (name, port) in [("a", 8000), ("b", 8000), ("c", 8001)] as [(String, Int)] {
            store.create(
                .pods,
                [
                    "metadata": ["name": .string(name), "namespace": "default"],
                    "spec": ["containers": [["name": "vllm", "ports": [["containerPort": .int(port), "hostPort": .int(port)]]]]],
                ])
        }
        let events = EventRecorder(store: store, names: NameGenerator(seed: 1))
        SchedulerController(store: store, events: events).reconcile()
        func pod(_ name: String) -> JSONValue? { store.get(.pods, ObjectName("default", name)) }
        #expect(pod("a")?.nodeName == "node-1" && pod("b")?.nodeName == "" && pod("c")?.nodeName == "node-1")
        #expect(
            pod("b")?.condition("PodScheduled")?["message"]
                == "0/1 nodes are available: 1 node(s) didn't have free ports for the requested pod ports.")
    }

    @Test func `a cordoned node takes no pod`() {
        let store = ObjectStore()
        var configuration = DemoCluster.Configuration()
        configuration.nodes = 1
        InitialObjects(configuration: configuration).fill(store)
        store.update(.nodes, ObjectName("", "node-1")) { $0["spec", "unschedulable"] = true }
        store.create(.pods, ["metadata": ["name": "a", "namespace": "default"], "spec": ["containers": []]])
        let events = EventRecorder(store: store, names: NameGenerator(seed: 1))
        SchedulerController(store: store, events: events).reconcile()
        let message = store.get(.pods, ObjectName("default", "a"))?.condition("PodScheduled")?["message"]?.string
        #expect(message == "0/1 nodes are available: 1 node(s) were unschedulable.")
    }
}
