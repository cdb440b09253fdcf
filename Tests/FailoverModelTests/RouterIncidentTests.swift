import ClusterModel
import DiagnosisModel
import FailoverModel
import IncidentModel
import TestSupport
import Testing
import TrafficModel

/// The router's own outages: opened by nobody's key, told with their cause, and over when it serves again.
struct RouterIncidentTests {
    struct World: Sendable, CustomTestStringConvertible {
        var id: String
        /// What becomes of the pods and the service at 10 s.
        var facts: [Fact] = []
        var problem: String
        var status: Int?
        var words: String
        var remedy: String

        var testDescription: String { id }
    }

    private static let refused = "error trying to reach service: dial tcp 10.0.0.2:8000: connect: connection refused"
    private static let none = "no endpoints available for service vllm-router-service"
    private static let set = ReplicaSet(
        uid: "rs", name: "vllm-deployment-router-5b4cd69668", namespace: "default", owner: "vllm-deployment-router", replicas: 1)

    private static func deployment(_ replicas: Int) -> Deployment {
        Deployment(uid: "d", name: "vllm-deployment-router", namespace: "default", replicas: replicas)
    }

    private static func router(_ change: (inout Pod) -> Void) -> Pod {
        var pod = Story.routerPod()
        change(&pod)
        return pod
    }

    private static let crashed = router { pod in
        pod.isReady = false
        pod.containers[0].isReady = false
        pod.containers[0].restarts = 4
        pod.containers[0].state = .waiting(reason: "CrashLoopBackOff")
        pod.containers[0].lastTermination = Termination(exitCode: 1, reason: "Error")
    }

    private static func slice(ready: Bool) -> Fact {
        let endpoints = ready ? [Endpoint(addresses: ["10.0.0.2"])] : []
        return .kubernetes(.endpointSlices(.replaced([EndpointSlice(uid: "s", name: "s", namespace: "default", service: "vllm-router-service", endpoints: endpoints)])))
    }

    private static let worlds = [
        World(
            id: "router-deleted", facts: [.kubernetes(.pods(.removed(Story.routerPod()))), slice(ready: false)], problem: none, status: 503,
            words: "was deleted, and no other router is ready", remedy: "run two routers"),
        World(
            id: "router-scaled-to-zero",
            facts: [.kubernetes(.deployments(.changed(deployment(0)))), .kubernetes(.pods(.removed(Story.routerPod()))), slice(ready: false)],
            problem: none, status: 503, words: "was scaled to 0: no router is left", remedy: "kubectl scale"),
        World(
            id: "router-crashed", facts: [.kubernetes(.pods(.changed(crashed))), slice(ready: false)], problem: none, status: 503,
            words: "crashed (exit 1, Error, 4 restarts)", remedy: "--previous"),
        World(
            id: "router-unready", facts: [.kubernetes(.pods(.changed(router { $0.isReady = false }))), slice(ready: false)], problem: none, status: 503,
            words: "lost its readiness", remedy: "kubectl describe pod"),
        World(
            id: "router-without-endpoints", facts: [slice(ready: false)], problem: none, status: 503, words: "its service leads to no pod",
            remedy: "selector match the router pods' labels"),
        World(id: "router-refusing", problem: refused, status: 503, words: "refuses connections", remedy: "targetPort"),
        World(id: "router-silent", problem: "no answer within 2 s", words: "does not answer", remedy: "network policies"),
        World(id: "router-failing", problem: "HTTP 500: boom", status: 500, words: "is not well: HTTP 500: boom", remedy: "kubectl logs"),
    ]

    /// Well until 10 s.
    private static func begin() -> Story {
        var story = Story.steady()
        story.tell(
            at: 0.7, .kubernetes(.replicaSets(.replaced([set]))), .kubernetes(.deployments(.replaced([deployment(1)]))), slice(ready: true))
        well(&story, 1...9)
        return story
    }

    private static func well(_ story: inout Story, _ seconds: ClosedRange<Int>) {
        for second in seconds { story.tell(at: Double(second), .router(.health(RouterHealth(status: 200, latency: .milliseconds(2)))), .ticked) }
    }

    private static func ill(_ story: inout Story, _ seconds: ClosedRange<Int>, _ world: World) {
        let health = RouterHealth(status: world.status, latency: .seconds(1), problem: world.problem)
        for second in seconds { story.tell(at: Double(second), .router(.health(health)), .ticked) }
    }

    @Test(arguments: worlds) func eachIsToldByItsCauseAndEnds(_ world: World) throws {
        var story = Self.begin()
        for fact in world.facts { story.tell(at: 10, fact) }
        Self.ill(&story, 10...12, world)
        let isSeenAtOnce = ["router-deleted", "router-scaled-to-zero", "router-crashed"].contains(world.id)
        #expect(story.state.incidents.all.isEmpty != isSeenAtOnce, "three seconds may be one late answer, the end of its pod is none")
        Self.ill(&story, 13...20, world)
        let incident = try #require(story.state.incidents.all.first)
        #expect(story.state.incidents.all.count == 1 && incident.isOpen && incident.cause.id == world.id, "\(incident.cause)")
        #expect(incident.letter.hasPrefix("R") && incident.pod == Story.routerPod().identity)
        #expect(story.state.summary(of: incident).contains(world.words), "\(story.state.summary(of: incident))")
        #expect(incident.origin == Moment(nanoseconds: 10_000_000_000))
        let check = try #require(story.state.checks.first { $0.id == "router-outage" })
        #expect(check.remedy?.contains(world.remedy) == true, "\(check)")
        if ["router-refusing", "router-silent", "router-without-endpoints"].contains(world.id) { #expect(check.cause == .networking, "\(check)") }
        // It comes back, with another pod where its own is gone.
        story.tell(
            at: 21, .kubernetes(.deployments(.changed(Self.deployment(1)))), .kubernetes(.pods(.changed(Story.routerPod("fresh")))), Self.slice(ready: true))
        Self.well(&story, 22...26)
        let over = try #require(story.state.incidents.all.first)
        #expect(over.closure?.kind == .recovered && over.capacityGap == .seconds(12) && over.cause.id == world.id)
        #expect(over.closure?.results.last?.detail == "the router answers again after 12.00 s", "\(over.closure?.results.last?.detail ?? "")")
        #expect(story.state.incidents.all.count == 1 && story.state.awaitedIncident?.number == 1, "no engine is blamed")
    }

    /// An answer under way is hit, whichever engine made it.
    @Test func whatWasUnderWayIsHit() throws {
        var story = Self.begin()
        let (id, last) = story.ask(at: 9.2, host: 12, tokens: 20)
        story.tell(at: max(10, last + 0.1), .kubernetes(.pods(.removed(Story.routerPod()))), .stream(.closed(id, .brokenEnd("cut"))))
        Self.ill(&story, 11...16, Self.worlds[0])
        let incident = try #require(story.state.incidents.all.first)
        #expect(incident.lead?.request == id && incident.marks[.breakSeen] != nil)
        #expect(!story.state.checks.contains { $0.id == "cut" }, "no time limit is looked for")
        let results = story.state.results(of: incident)
        #expect(results[0].outcome == .fail)
    }

    @Test func whatNeverServedIsNotLost() {
        var story = Story()
        story.tell(at: 0.5, .kubernetes(.services(.replaced([Story.routerService]))))
        Self.ill(&story, 1...20, Self.worlds[5])
        #expect(story.state.incidents.all.isEmpty)
    }

    /// Who looks when it is long down already is told so, and that since when is not known.
    @Test func whatWasDownBeforeAnybodyLookedIsTold() throws {
        var story = Story()
        story.tell(
            at: 0.5, .kubernetes(.services(.replaced([Story.routerService]))), .kubernetes(.pods(.replaced([Story.routerPod()]))),
            .kubernetes(.source(.pods, .live)))
        Self.ill(&story, 1...29, Self.worlds[5])
        #expect(story.state.incidents.all.isEmpty, "it may be starting")
        Self.ill(&story, 30...35, Self.worlds[5])
        let incident = try #require(story.state.incidents.all.first)
        #expect(incident.cause.id == "router-refusing" && incident.origin == Moment(.seconds(1)))
        #expect(incident.evidence.contains { $0.value == "not well when it was first asked: since when is not known" })
        Self.well(&story, 36...40)
        #expect(story.state.incidents.all.map(\.closure?.kind) == [.recovered])
    }

    @Test func ourOwnPathIsNoOutageOfTheRouter() {
        var story = Self.begin()
        story.tell(at: 10, .kubernetes(.source(.pods, .stale(since: .zero, reason: "connection refused"))))
        Self.ill(&story, 10...20, World(id: "", problem: "dial tcp 127.0.0.1:6443: connect: connection refused", status: 502, words: "", remedy: ""))
        #expect(story.state.incidents.all.isEmpty)
        story.tell(at: 21, .kubernetes(.source(.pods, .live)))
        Self.well(&story, 22...25)
        #expect(story.state.incidents.all.isEmpty)
    }

    /// A second router serves on: nobody is hit.
    @Test func oneOfTwoIsNoOutage() {
        var story = Self.begin()
        story.tell(at: 9.5, .kubernetes(.pods(.changed(Story.routerPod("second")))))
        story.tell(at: 10, .kubernetes(.pods(.removed(Story.routerPod()))))
        Self.well(&story, 11...20)
        #expect(story.state.incidents.all.isEmpty)
    }

    /// Another one answers before anybody notices, and what went through the first is cut.
    @Test func oneThatIsReplacedAtOnceIsLost() throws {
        var story = Self.begin()
        let (id, last) = story.ask(at: 9.2, host: 12, tokens: 15)
        var leaving = Story.routerPod()
        leaving.isTerminating = true
        story.tell(at: last + 0.01, .kubernetes(.pods(.changed(leaving))))
        story.tell(at: last + 0.05, .kubernetes(.pods(.changed(Story.routerPod("fresh")))), .stream(.closed(id, .brokenEnd("cut"))))
        let next = try #require(story.state.conversation.current?.id)
        story.answer(next, from: 11, host: 12, tokens: 30)
        story.tell(at: 12.8, .stream(.finishReason(next, "stop")), .stream(.doneMarker(next)), .stream(.closed(next, .cleanEnd)))
        Self.well(&story, 13...17)
        let incident = try #require(story.state.incidents.all.first)
        #expect(incident.cause.id == "router-deleted" && incident.lead?.request == id && incident.closure?.kind == .recovered)
        #expect(incident.capacityGap.map { $0 < .seconds(4) } == true && incident.closure?.results[0].outcome == .fail && incident.closure?.results[1].detail == "served again, 0 requests failed")
    }

    /// Well for a second between two outages is one outage.
    @Test func flappingIsOne() throws {
        var story = Self.begin()
        Self.ill(&story, 10...15, Self.worlds[5])
        Self.well(&story, 16...17)
        Self.ill(&story, 18...25, Self.worlds[5])
        #expect(story.state.incidents.all.count == 1 && story.state.incidents.all[0].isOngoing)
        Self.well(&story, 26...30)
        #expect(story.state.incidents.all[0].capacityGap == .seconds(16) && !story.state.incidents.all[0].isOpen)
    }
}
