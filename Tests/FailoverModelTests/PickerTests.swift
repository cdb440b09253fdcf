import ClusterModel
import DiagnosisModel
import FailoverModel
import TestSupport
import Testing
import TrafficModel

/// An endpoint picker behind a gateway, as a cause.
struct PickerTests {
    private static func picker(_ containers: [Container], labels: [String: String] = [:]) -> Pod {
        Pod(
            identity: PodIdentity(name: "pool-epp-1", uid: "epp-uid"), namespace: "default", labels: labels, phase: "Running", ip: "10.0.0.90",
            node: "node-1", createdAt: 1_795_463_760, isReady: true, isScheduled: true, containers: containers)
    }

    private static let usual = Container(name: "epp", image: "ghcr.io/llm-d/llm-d-router-endpoint-picker:v0.9", isReady: true)

    @Test(arguments: [
        ("ghcr.io/llm-d/llm-d-router-endpoint-picker:v0.9", [], [ContainerPort(name: "grpc", port: 9_002)], 9_090),
        ("ghcr.io/llm-d/llm-d-inference-scheduler:v0.7", ["--metrics-port=9191"], [], 9_191),
        ("registry.k8s.io/gateway-api-inference-extension/epp:v1.2.0", ["--metricsPort", "9292"], [], 9_292),
        ("registry.k8s.io/gateway-api-inference-extension/epp:v1.2.0", [], [ContainerPort(name: "http-metrics", port: 9_393)], 9_393),
        ("example.com/own:1", [], [], nil),
    ] as [(String, [String], [ContainerPort], Int?)])
    func itIsKnownByItsImage(image: String, arguments: [String], ports: [ContainerPort], expected: Int?) {
        let container = Container(name: "main", image: image, arguments: arguments, ports: ports)
        #expect(Self.picker([container]).pickerMetricsPort == expected)
        let own = Container(name: "epp", image: image, arguments: arguments, ports: ports)
        #expect(Self.picker([own], labels: ["llm-d-router-gateway": "pool-epp"]).pickerMetricsPort == expected ?? 9_090)
    }

    /// Three engines, of which B was chosen seven times and then goes.
    private func story(_ later: [PickerFigures.Picks], failed: Double = 0, ready: Double = 2) -> Story {
        var story = Story.steady()
        let pod = Self.picker([Self.usual])
        story.tell(at: 0.8, .kubernetes(.pods(.changed(pod))))
        let b = Story.engine("4psb7", host: 12)
        story.tell(at: 1, .router(.picker(PickerFigures(pod: pod.identity, picks: [.init(pod: b.name, count: 7)], failed: 0, readyEndpoints: 3))))
        story.tell(at: 2, .kubernetes(.pods(.removed(b))))
        // Chosen before it went, and read after.
        story.tell(at: 3, .router(.picker(PickerFigures(pod: pod.identity, picks: [.init(pod: b.name, count: 9)], failed: 0, readyEndpoints: 2))))
        story.tell(at: 9, .router(.picker(PickerFigures(pod: pod.identity, picks: later, failed: failed, readyEndpoints: ready))))
        return story
    }

    private func check(_ id: String, _ story: Story) -> Check? { story.state.checks.first { $0.id == id } }

    @Test func itsPageIsRead() {
        var story = Story.steady()
        let told = story.tell(at: 0.8, .kubernetes(.pods(.changed(Self.picker([Self.usual])))))
        let targets = told.compactMap { command -> [MetricsTarget]? in if case .readMetrics(let targets) = command { targets } else { nil } }
        #expect(targets.last?.last == MetricsTarget(kind: .picker, namespace: "default", pod: Self.picker([]).identity, port: 9_090))
    }

    @Test func aDeadEngineThatIsChosenIsItsFault() {
        let b = Story.engine("4psb7", host: 12).name
        let found = check("picker-dead-endpoint", story([.init(pod: b, count: 12)]))
        #expect(found?.status == .fail && found?.cause == .misconfiguredRouting && found?.detail.contains("\(b) 3 times") == true)
        #expect(check("picker-dead-endpoint", story([.init(pod: b, count: 9)])) == nil, "two of them may have been chosen before it went")
        #expect(check("picker-dead-endpoint", story([.init(pod: b, count: 2)])) == nil, "it started again")
        #expect(check("picker-dead-endpoint", story([.init(pod: "never-seen", count: 40)])) == nil)
    }

    @Test func noneToChooseIsSaid() {
        #expect(check("picker-none-left", story([], failed: 4))?.detail == "it found no engine for 4 requests")
        #expect(check("picker-none-left", story([])) == nil)
    }

    @Test(arguments: [(2.0, Check.Status.pass), (3, .warn), (0, .warn)])
    func itsCountIsCompared(ready: Double, status: Check.Status) {
        #expect(check("picker-workers", story([], ready: ready))?.status == status)
    }
}
