import ClusterModel
import TestSupport
import Testing
import TrafficModel

/// Several router pods, several releases: told apart, and said where they cannot be.
struct SeveralRoutersTests {
    private func twoRouters() -> Story {
        var story = Story.steady()
        story.tell(at: 1, .kubernetes(.pods(.changed(Story.routerPod("second")))))
        return story
    }

    @Test func allTheirLogsAreFollowedAndTheWorstIsTold() {
        var story = twoRouters()
        let names = story.state.router.followed.map(\.pod.name)
        #expect(names.count == 2)
        story.tell(at: 2, .router(.logSource(pod: names[0], .live)), .router(.logSource(pod: names[1], .forbidden("no"))))
        #expect(story.state.sources[.routerLog] == .forbidden("no"))
        story.tell(at: 3, .router(.logSource(pod: names[0], .live)))
        #expect(story.state.sources[.routerLog] == .forbidden("no"), "the last word is not the only one")
        story.tell(at: 4, .kubernetes(.pods(.removed(Story.routerPod("second")))))
        #expect(story.state.sources[.routerLog] == .live)
    }

    @Test func withoutARouterPodTheirLogIsStale() {
        var story = Story.steady()
        let name = story.state.router.followed[0].pod.name
        story.tell(at: 2, .router(.logSource(pod: name, .live)))
        story.tell(at: 3, .kubernetes(.pods(.removed(Story.routerPod()))))
        #expect(story.state.sources[.routerLog] == .stale(since: Moment(.seconds(3)), reason: "no router pod is running"))
        story.tell(at: 4, .kubernetes(.pods(.changed(Story.routerPod("next")))))
        #expect(!story.state.sources[.routerLog].isLive)
        story.tell(at: 5, .router(.logSource(pod: story.state.router.followed[0].pod.name, .live)))
        #expect(story.state.sources[.routerLog].isLive)
    }

    @Test func linesWithoutARequestBelongTogetherOnlyInOneLog() {
        var story = twoRouters()
        func log(_ router: String, _ message: RouterLogMessage) {
            story.tell(.router(.log(RouterLogEntry(routerPod: router, message: message))))
        }
        log("one", .sessionRouted(session: "a", worker: Story.worker(11)))
        log("two", .sessionRouted(session: "b", worker: Story.worker(11)))
        log("one", .workerFailed(worker: Story.worker(11), problem: "refused"))
        #expect(story.state.sessions["a"]?.errors == 1)
        #expect(story.state.sessions["b"]?.errors == 0)
        log("two", .sessionRouted(session: "a", worker: Story.worker(12)))
        #expect(story.state.sessions["a"]?.requests == 2, "a request of its own by the other router")
    }

    /// Finding 1.4: the second log's history came later and was older.
    @Test(arguments: [false, true]) func historyNeverMovesASessionBackInTime(namesRequests: Bool) {
        var story = twoRouters()
        let zero = story.state.start.wallClockAtZero
        func log(_ router: String, _ request: String, _ host: Int, _ age: Double) {
            let message =
                namesRequests
                ? RouterLogMessage.routed(request: request, session: "9999", worker: Story.worker(host), attempt: 1)
                : .sessionRouted(session: "9999", worker: Story.worker(host))
            let at = zero + story.time - age
            story.tell(.router(.log(RouterLogEntry(routerPod: router, message: message, loggedAt: at))))
        }
        story.tell(at: 5, .ticked)
        log("one", "r3", 12, 10)
        log("two", "r1", 11, 60)
        log("two", "r2", 13, 30)
        #expect(story.state.sessions["9999"]?.moved == 0)
        #expect(story.state.activePod?.letter == "B", "the latest line, whichever log it came from")
        // Slow by less than what makes it history: the writers' clock tells.
        log("one", "r5", 12, 1.0)
        log("two", "r4", 11, 1.5)
        #expect(story.state.activePod?.letter == "B")
        log("two", "r6", 11, 0.5)
        #expect(story.state.activePod?.letter == "A")
        #expect(story.state.sessions["9999"]?.moved == 1)
    }

    @Test func requestsAreToldApartByTheirId() {
        var story = twoRouters()
        let (id, _) = story.ask(at: 2, host: 12, tokens: 3)
        let other = RouterLogMessage.routed(request: "other", session: "9999", worker: Story.worker(13), attempt: 1)
        story.tell(at: 3, .router(.log(RouterLogEntry(routerPod: "two", message: other))))
        #expect(story.state.conversation[id]?.routes.map(\.pod) == [Story.engine("4psb7", host: 12).identity])
    }

    @Test func theirMetricsTellNothingOfOneRequest() {
        func guess(_ story: Story) -> Route? {
            var story = story
            story.tell(at: 2, .action(.send))
            let id = story.state.conversation.current?.id ?? ""
            story.tell(at: 2.1, .stream(.opened(id, status: 200)))
            story.tell(at: 5, .router(.workers([WorkerFigures(url: Story.worker(12), running: 1)])))
            return story.state.conversation.current?.routes.last
        }
        #expect(guess(Story.steady())?.evidence == .metrics)
        #expect(guess(twoRouters()) == nil)
    }

    @Test func severalReleasesAndRoutersAreSaid() {
        var story = Story.steady()
        #expect(story.state.checks.allSatisfy { !["releases", "router-choice", "router-pods"].contains($0.id) })
        var service = Story.routerService
        (service.uid, service.name) = ("2", "z-router-service")
        var engine = Story.engine("other", host: 21)
        engine.labels["helm-release-name"] = "z"
        var router = Story.routerPod("z")
        router.owner = "z-deployment-router-5b4cd69668"
        story.tell(
            at: 1, .kubernetes(.services(.changed(service))), .kubernetes(.pods(.changed(engine))),
            .kubernetes(.pods(.changed(router))))
        let checks = story.state.checks.filter { ["releases", "router-choice", "router-pods"].contains($0.id) }
        #expect(checks.map(\.status) == [.warn, .warn, .warn])
        #expect(checks[0].detail == "vllm-router-service was taken, and z-router-service also matches")
        #expect(checks[1].detail == "the engines belong to vllm and z: the board shows all of them")
        #expect(checks[2].detail.hasSuffix("vllm-deployment-router and z-deployment-router"))
        var chosen = Story { $0.engineSelector = LabelSelector(["helm-release-name": "z"]) }
        chosen.tell(at: 1, .kubernetes(.pods(.replaced([engine, Story.engine("8wt2h", host: 11)]))))
        #expect(chosen.state.cluster.engines.map(\.pod.name) == [engine.name])
        #expect(chosen.state.diagnosis.engineReleases.isEmpty)
    }
}
