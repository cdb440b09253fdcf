import ClusterModel
import DiagnosisModel
import DrillModel
@testable import FailoverModel
import IncidentModel
import TestSupport
import Testing
import TrafficModel

@testable import KubernetesClient

/// Situations of other people's clusters, as their API servers told them: who is an engine, whose worker it is, what is planned.
@Suite struct CaseTests {
    private static let router = "vllm-deployment-router-1"

    private static func pods(_ name: String) throws -> [Pod] {
        try WirePod.page(of: Fixture.data("cases/pods-\(name).json")).objects
    }

    /// A board that has read a case's pods at the time of the case, everything live.
    private static func story(_ name: String, _ change: (inout Settings) -> Void = { _ in }) throws -> Story {
        var story = Story(change)
        story.tell(
            at: 0.5, .kubernetes(.clockRead(1_795_716_369)),
            .kubernetes(.connected(ClusterIdentity(context: "case", namespace: "default"))),
            .kubernetes(.services(.replaced([Story.routerService]))), .kubernetes(.pods(.replaced(try pods(name)))))
        for source in Source.allCases {
            story.tell(source.rawValue.hasPrefix("router") ? .router(.source(source, .live)) : .kubernetes(.source(source, .live)))
        }
        story.tell(at: 0.6, .router(.models(["m"])), .router(.health(RouterHealth(status: 200, latency: .milliseconds(2)))))
        return story
    }

    /// The session's request is routed to a worker.
    private static func route(_ story: inout Story, to worker: String) {
        story.tell(.action(.send))
        let id = story.state.conversation.current?.id ?? "none"
        let message = RouterLogMessage.routed(request: id, session: story.state.settings.session, worker: worker, attempt: 1)
        story.tell(.stream(.opened(id, status: 200)), .router(.log(RouterLogEntry(routerPod: router, message: message))))
    }

    private static func pod(_ name: String, in story: Story) throws -> PodRecord {
        try #require(story.state.cluster.record(named: name))
    }

    // MARK: - whose worker it is

    @Test(arguments: [("8000", "vllm-deployment-vllm-7f-p8000"), ("8001", "vllm-deployment-vllm-7f-p8001")])
    func `two engines on one address are told apart by their port`(_ port: String, _ name: String) throws {
        var story = try Self.story("host_network")
        Self.route(&story, to: "http://10.9.0.1:\(port)")
        #expect(story.state.activePod?.pod.name == name)
        story.press(.killActive)
        guard case .confirmKill(let proposal)? = story.state.navigation.dialog else {
            Issue.record("no question")
            return
        }
        #expect(proposal.order.pod.name == name)
    }

    @Test func `a port that none of them serves leads to none`() throws {
        var story = try Self.story("host_network")
        Self.route(&story, to: "http://10.9.0.1:8002")
        #expect(story.state.activePod == nil)
        #expect(story.press(.killActive).isEmpty && story.state.navigation.dialog == nil)
    }

    @Test func `where several may be meant it is unknown, said so, and the kill asks`() throws {
        var story = try Self.story("host_network")
        Self.route(&story, to: "http://10.9.0.1")
        #expect(story.state.activePod == nil && story.state.activeCandidates.map(\.letter) == ["A", "B"])
        #expect(story.press(.killActive).isEmpty)
        #expect(story.state.navigation.notice?.text.contains("may be A or B") == true)
        story.press(.confirm)
        guard case .confirmKill(let proposal)? = story.state.navigation.dialog else {
            Issue.record("no question")
            return
        }
        #expect(proposal.typing == .guessedPod)
        #expect(story.press(.confirm).isEmpty, "y is not enough")
    }

    @Test func `a worker that is gone is not its neighbour on the same address`() throws {
        var story = try Self.story("host_network")
        story.tell(at: 3, .kubernetes(.pods(.removed(try Self.pod("vllm-deployment-vllm-7f-p8000", in: story).pod))))
        let found = story.state.cluster.record(worker: "http://10.9.0.1:8000", at: Moment(.seconds(5)))
        #expect(found?.pod.name == "vllm-deployment-vllm-7f-p8000" && found?.isGone == true)
    }

    // MARK: - who is an engine

    @Test(arguments: [
        ("ray", "vllm-m-raycluster-head-abcde", "vllm-m-raycluster-ray-worker-aaaaa"), ("lws", "vllm-0", "vllm-0-1"),
    ])
    func `several pods that form one engine are one, and each is the last`(_ name: String, _ head: String, _ worker: String) throws {
        let story = try Self.story(name)
        #expect(story.state.cluster.engines.map(\.pod.name) == [head])
        #expect(story.state.cluster.readyEngines.count == 1)
        #expect(story.state.cluster.present.contains { $0.pod.name == worker }, "the pane shows it")
        for pod in [head, worker] {
            #expect(story.state.typingReason(for: try Self.pod(pod, in: story)) == .lastReadyEngine)
        }
    }

    @Test func `the head and its workers are one incident`() throws {
        var story = try Self.story("lws")
        for name in ["vllm-0-1", "vllm-0"] {
            var pod = try Self.pod(name, in: story).pod
            pod.isTerminating = true
            story.tell(at: 2, .kubernetes(.pods(.changed(pod))))
        }
        for name in ["vllm-0-1", "vllm-0"] { story.tell(at: 3, .kubernetes(.pods(.removed(try Self.pod(name, in: story).pod)))) }
        #expect(story.state.incidents.all.count == 1)
    }

    @Test func `a group that is made anew is back with its new leader, not with its new worker`() throws {
        var story = try Self.story("lws")
        let names = ["vllm-0-1", "vllm-0"]
        for (name, at) in zip(names, [2, 2.1]) {
            var pod = try Self.pod(name, in: story).pod
            pod.isTerminating = true
            story.tell(at: at, .kubernetes(.pods(.changed(pod))))
        }
        let old = try names.map { try Self.pod($0, in: story).pod }
        for pod in old { story.tell(at: 3, .kubernetes(.pods(.removed(pod)))) }
        func new(_ pod: Pod, ready: Bool) -> Pod {
            var pod = pod
            pod.identity = PodIdentity(name: pod.name, uid: "new-\(pod.name)")
            (pod.isTerminating, pod.isReady) = (false, ready)
            return pod
        }
        story.tell(at: 4, .kubernetes(.pods(.changed(new(old[0], ready: true)))), .ticked)
        story.tell(at: 4.1, .kubernetes(.pods(.changed(new(old[1], ready: false)))), .ticked)
        var incident = try #require(story.state.incidents.all.first)
        #expect(incident.isOpen && incident.marks[.replacementReady] == nil, "nobody takes its requests yet")
        story.tell(at: 9, .kubernetes(.pods(.changed(new(old[1], ready: true)))), .ticked)
        incident = try #require(story.state.incidents.all.first)
        #expect(incident.marks[.replacementReady]?.at == Moment(.seconds(9)))
        #expect(incident.replacement?.pod.uid == "new-vllm-0")
        #expect(story.state.incidents.all.count == 1)
    }

    @Test func `a worker whose head stays is replaced by a worker`() throws {
        var story = try Self.story("ray")
        var worker = try Self.pod("vllm-m-raycluster-ray-worker-aaaaa", in: story).pod
        worker.isTerminating = true
        story.tell(at: 2, .kubernetes(.pods(.changed(worker))))
        story.tell(at: 3, .kubernetes(.pods(.removed(worker))))
        worker.identity = PodIdentity(name: "vllm-m-raycluster-ray-worker-bbbbb", uid: "new")
        worker.isTerminating = false
        story.tell(at: 4, .kubernetes(.pods(.changed(worker))), .ticked)
        let incident = try #require(story.state.incidents.all.first)
        #expect(incident.replacement?.pod.uid == "new" && incident.marks[.replacementReady]?.at == Moment(.seconds(4)))
    }

    @Test func `workers that follow their leader are no incident of their own`() throws {
        var story = try Self.story("lws")
        story.tell(at: 1, .kubernetes(.statefulSets(.replaced([StatefulSet(uid: "s", name: "vllm", namespace: "default", replicas: 0)]))))
        for (name, at) in [("vllm-0", 2.0), ("vllm-0-1", 6.0)] {
            var pod = try Self.pod(name, in: story).pod
            pod.isTerminating = true
            story.tell(at: at, .kubernetes(.pods(.changed(pod))))
            story.tell(at: at + 2, .kubernetes(.pods(.removed(pod))))
        }
        #expect(story.state.incidents.all.map(\.cause) == [.scaledDown])
        #expect(story.state.incidents.all.map(\.isOpen) == [false])
    }

    @Test func `one that sleeps is none that could take over`() throws {
        let story = try Self.story("asleep")
        let awake = try Self.pod("vllm-deployment-vllm-7f-aaaaa", in: story)
        #expect(story.state.cluster.engines.count == 2 && story.state.cluster.readyEngines.map(\.letter) == [awake.letter])
        #expect(story.state.typingReason(for: awake) == .lastReadyEngine)
        let check = story.state.checks.first { $0.id == "replicas" }
        #expect(check?.status == .fail && check?.detail.contains("asleep") == true)
    }

    @Test func `its metrics say so too, and that it is awake again`() throws {
        var story = try Self.story("asleep")
        let (awake, asleep) = (try Self.pod("vllm-deployment-vllm-7f-aaaaa", in: story), try Self.pod("vllm-deployment-vllm-7f-bbbbb", in: story))
        story.tell(.router(.engine(EngineFigures(pod: asleep.identity, isAsleep: false))))
        #expect(story.state.cluster.readyEngines.count == 2)
        story.tell(.router(.engine(EngineFigures(pod: awake.identity, isAsleep: true))))
        #expect(story.state.cluster.readyEngines.map(\.letter) == [asleep.letter])
    }

    @Test func `a test is refused where only one is awake`() throws {
        var story = try Self.story("asleep") { $0.test = TestPlan() }
        for second in 1...60 { story.tell(at: Double(second), .ticked) }
        #expect(story.state.test.phase == .over)
        let report = story.state.testReport { _ in [] }
        #expect(report.verdict == .refused && report.reason?.hasPrefix("1 ready engine of 2, 1 asleep") == true, "\(report.reason ?? "")")
    }

    @Test func `what is left over is no engine and fails nothing`() throws {
        var story = try Self.story("completed")
        #expect(story.state.cluster.engines.count == 2 && story.state.cluster.readyEngines.count == 2)
        let failed = story.state.checks.filter { ["replicas", "restarts", "load-time", "pending"].contains($0.id) && $0.status == .fail }
        #expect(failed.map(\.detail) == [])
        let check = try #require(story.state.checks.first { $0.id == "replicas" })
        #expect(check.detail == "2 of 2; not counted: 3 left over")
        for name in ["model-download-x7k2p", "vllm-deployment-vllm-7f-evict", "vllm-deployment-vllm-7f-stuck"] {
            #expect(check.evidence.contains { $0.object == "pod/\(name)" }, "\(name) is mentioned")
            story.tell(at: 5, .kubernetes(.pods(.removed(try Self.pod(name, in: story).pod))))
        }
        #expect(story.state.incidents.all.isEmpty, "that they are swept away is no incident")
    }

    // MARK: - owners

    private static func scaleDown(_ story: inout Story) throws {
        var pod = try pod("vllm-2", in: story).pod
        pod.isTerminating = true
        pod.isReady = false
        story.tell(at: 2, .kubernetes(.pods(.changed(pod))))
        story.tell(at: 4, .kubernetes(.pods(.removed(pod))))
    }

    @Test func `a smaller stateful set is planned, and over`() throws {
        var story = try Self.story("sts_scale_down")
        story.tell(at: 1, .kubernetes(.statefulSets(.replaced([StatefulSet(uid: "s", name: "vllm", namespace: "default", replicas: 2)]))))
        try Self.scaleDown(&story)
        let incident = try #require(story.state.incidents.all.first)
        #expect(incident.cause == .scaledDown && !incident.isOpen && story.state.incidents.all.count == 1)
    }

    @Test func `also where the set itself cannot be read`() throws {
        var story = try Self.story("sts_scale_down")
        try Self.scaleDown(&story)
        #expect(story.state.incidents.all.first?.isOpen == true, "it may still be made anew")
        for second in 5...20 { story.tell(at: Double(second), .ticked) }
        let incident = try #require(story.state.incidents.all.first)
        #expect(incident.cause == .scaledDown && !incident.isOpen)
    }

    @Test func `a pod of a stateful set is replaced by the next of its name`() throws {
        var story = try Self.story("sts_scale_down")
        try Self.scaleDown(&story)
        var next = try Self.pod("vllm-2", in: story).pod
        next.identity = PodIdentity(name: "vllm-2", uid: "another")
        (next.isTerminating, next.isReady) = (false, true)
        story.tell(at: 5, .kubernetes(.pods(.changed(next))))
        let incident = try #require(story.state.incidents.all.first)
        #expect(incident.cause == .deleted && incident.replacement?.pod.uid == "another" && incident.recoveredAt != nil)
    }

    // MARK: - the way to the router

    @Test func `a router that speaks TLS is asked so`() throws {
        let services = try WireService.page(of: Fixture.data("cases/services-https_router.json")).objects
        var story = Story()
        let commands = story.tell(at: 1, .kubernetes(.services(.replaced(services))))
        #expect(commands.contains(.connectRouter(.service(namespace: "default", name: "vllm-router-service", port: "443", tls: true))))
        let base = try APIConnection(.direct(url: "https://api", token: nil, caPEM: nil))
            .serviceProxy(namespace: "default", name: "https:vllm-router-service", port: "https")
        #expect(base.url == "https://api/api/v1/namespaces/default/services/https:vllm-router-service:https/proxy")
    }
}
