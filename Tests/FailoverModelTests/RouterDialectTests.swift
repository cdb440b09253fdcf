import ClusterModel
import FailoverModel
import TestSupport
import Testing
import TrafficModel

/// Which router it is, and what follows from that.
struct RouterDialectTests {
    private func router(image: String = "", arguments: [String] = []) -> Pod {
        var pod = Story.routerPod()
        pod.containers[0].image = image
        pod.containers[0].arguments = arguments
        return pod
    }

    @Test(arguments: [
        ("lmcache/lmstack-router:latest", [], RouterDialect.productionStack, "x-user-id"),
        ("registry/llm:1", ["vllm-router", "--policy", "consistent_hash"], .vllmRouter, "X-Session-ID"),
        ("lmsysorg/sglang-router:0.3.2", [], .sglangRouter, "X-SMG-Routing-Key"),
        ("python:3.12", ["-m", "dynamo.frontend"], .dynamo, "x-dynamo-session-id"),
    ])
    func theContainerTells(image: String, arguments: [String], dialect: RouterDialect, header: String) {
        var story = Story.steady()
        story.tell(at: 1, .kubernetes(.pods(.changed(router(image: image, arguments: arguments)))))
        #expect(story.state.router.dialect == dialect)
        #expect(story.state.sessionHeader == header)
        story.tell(at: 2, .action(.send))
        #expect(story.state.conversation.current?.request.sessionHeader == header)
    }

    @Test func theLogKnowsBetter() {
        var story = Story.steady()
        story.tell(at: 1, .kubernetes(.pods(.changed(router(image: "lmcache/lmstack-router")))))
        story.logged(at: 2, .recognised(.vllmRouter))
        #expect(story.state.router.dialect == .vllmRouter)
        let endpoint = RouterEndpoint.service(namespace: "default", name: "vllm-router-service", port: "router-sport")
        #expect(story.commands.contains(.connectRouter(endpoint, .vllmRouter)))
        guard case .readMetrics(let targets)? = story.commands.last else {
            Issue.record("its own metrics are not read")
            return
        }
        #expect(targets.map(\.port) == [8000, 8000, 8000, 29_000])
        #expect(targets.last?.kind == .router)
    }

    @Test func aLogThatIsFollowedIsNotBegunAgain() {
        var story = Story.steady()
        story.logged(at: 1, .recognised(.vllmRouter))
        let first = story.state.router.followed
        story.tell(at: 2, .kubernetes(.pods(.changed(Story.routerPod("second")))))
        #expect(story.state.router.followed.first == first.first)
        #expect(story.state.router.followed.map(\.dialect) == [nil, .vllmRouter])
    }

    @Test func theOperatorsHeaderWins() {
        var story = Story.steady { $0.sessionHeader = "x-user-id" }
        story.logged(at: 1, .recognised(.vllmRouter))
        #expect(story.state.sessionHeader == "x-user-id")
    }

    @Test func anInstanceIdLeadsToItsPod() {
        var story = Story.steady()
        story.logged(at: 1, .recognised(.dynamo))
        story.tell(at: 1, .router(.instances([RouterInstance(id: "793720609963898329", address: "10.0.0.12:42411/x")])))
        story.tell(at: 2, .action(.send))
        let id = story.state.conversation.current?.id ?? ""
        story.logged(at: 2.1, .routed(request: id, session: nil, worker: "793720609963898329", attempt: 1))
        #expect(story.state.activePod?.letter == "B")
        #expect(story.state.sessions["9999"]?.requests == 1, "our own request has a session, though the line names none")
    }

    /// A session that is bound to its worker has no routing line but its first: the answer tells, if it is asked to.
    @Test func dynamosAnswerNamesItsWorker() throws {
        var story = Story.steady { $0.extraFields = ["min_tokens": "3"] }
        story.logged(at: 1, .recognised(.dynamo))
        story.tell(at: 1, .router(.instances([RouterInstance(id: "9347009738415788273", address: "10.0.0.12:42411/x")])))
        let sent = story.tell(at: 2, .action(.send)).compactMap { if case .send(let request) = $0 { request } else { nil } }
        let request = try #require(sent.first)
        #expect(request.extraFields == ["min_tokens": "3", "nvext": #"{"extra_fields":["worker_id"]}"#])
        story.tell(at: 2.1, .stream(.hints(request.id, [WorkerHint(header: WorkerHint.dynamo, names: ["9347009738415788273"])])))
        #expect(story.state.activePod?.letter == "B" && story.state.conversation.current?.routes.last?.evidence == .answer)
        var own = Story.steady { $0.extraFields = ["nvext": "{}"] }
        own.logged(at: 1, .recognised(.dynamo))
        own.tell(at: 2, .action(.send))
        #expect(own.state.conversation.current?.request.extraFields == ["nvext": "{}"])
    }

    @Test func aDeletedWorkerThatIsStillListedIsAGhost() throws {
        var story = Story.steady()
        let listed = [11, 12, 13].map { ListedWorker(url: Story.worker($0), isHealthy: true) }
        story.tell(at: 1, .router(.listed(listed)))
        story.tell(at: 2, .kubernetes(.pods(.removed(Story.engine("4psb7", host: 12)))))
        #expect(story.state.ghosts.isEmpty, "its list may be a moment old")
        story.tell(at: 6, .router(.listed(listed)))
        #expect(story.state.ghosts.map(\.letter) == ["B"])
        let line = try #require(BoardReport(story.state).workers.first { $0.ghost })
        #expect(line.url == Story.worker(12))
        #expect(story.state.checks.first { $0.id == "workers" }?.detail.contains("ghost") == true)
        story.tell(at: 7, .router(.listed([listed[0], listed[2]])))
        #expect(story.state.ghosts.isEmpty)
    }

    @Test func hardAffinityDefeatsMigration() throws {
        var story = Story.steady()
        let arguments = ["--migration-limit", "3", "--router-session-affinity-ttl-secs", "60"]
        story.tell(at: 1, .kubernetes(.pods(.changed(router(arguments: arguments)))))
        let check = try #require(story.state.checks.first { $0.id == "migration" })
        #expect(check.status == .fail && check.cause == .misconfiguredRouting)
        story.tell(at: 2, .kubernetes(.pods(.changed(router(arguments: arguments + ["--router-session-affinity-mode", "soft"])))))
        #expect(story.state.checks.first { $0.id == "migration" }?.status == .pass)
    }

    @Test func aLeakingGaugeIsNotShown() {
        var story = Story.steady()
        story.tell(at: 1, .router(.workers([WorkerFigures(url: Story.worker(11), running: 5, errors: 1)])))
        #expect(BoardReport(story.state).workers.map(\.running) == [nil])
        story.logged(at: 2, .recognised(.sglangRouter))
        #expect(BoardReport(story.state).workers.map(\.running) == [5])
    }

    @Test func aBreakerThatOpensIsWhenTheRouterStopsUsingAGhost() throws {
        var story = Story.steady()
        story.ask(at: 1, host: 12, tokens: 3)
        story.tell(at: 2, .kubernetes(.pods(.removed(Story.engine("4psb7", host: 12)))))
        story.logged(at: 2.5, .workerFailed(worker: Story.worker(12), problem: "refused"))
        story.logged(at: 2.6, .breakerChanged(from: "closed", to: "open"))
        let mark = try #require(story.state.incidents.all.last?.marks[.routerDropped])
        #expect(mark.at == Moment(.seconds(2.6)) && mark.source == .router)
    }

    /// sglang-router 0.3.2 in front of vLLM.
    @Test func anUnknownModelIsAskedOfTheEngines() {
        var story = Story.steady()
        story.tell(at: 1, .router(.models(["unknown"])))
        #expect(story.state.traffic.model == nil)
        story.tell(at: 2, .router(.engine(EngineFigures(pod: Story.engine("4psb7", host: 12).identity, model: "opt"))))
        #expect(story.state.traffic.model == "opt")
    }
}
