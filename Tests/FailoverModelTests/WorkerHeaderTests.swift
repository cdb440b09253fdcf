import ClusterModel
import FailoverModel
import TestSupport
import Testing
import TrafficModel

/// The worker by the headers of an answer, and ids that a router gave our request.
struct WorkerHeaderTests {
    private func asked(_ change: (inout Settings) -> Void = { _ in }) throws -> (Story, RequestID) {
        var story = Story.steady(change)
        story.tell(at: 1, .action(.send))
        return (story, try #require(story.state.conversation.current?.id))
    }

    private static let pod = Story.engine("4psb7", host: 12).identity.name

    @Test(arguments: [
        [WorkerHint(header: "x-upstream-host", names: ["10.0.0.12:8000"])], [WorkerHint(header: "target-pod", names: [pod])],
        [WorkerHint(header: "a", names: ["10.0.0.12:8000"]), WorkerHint(header: "b", names: [pod, "text-event"])],
        [WorkerHint(header: "x-envoy", names: ["10.9.9.9:80"]), WorkerHint(header: "x-w", names: ["10.0.0.12"])],
        [WorkerHint(header: "prefill-target-pod-ip", names: ["10.0.0.11:8000"]), WorkerHint(header: "target-pod-ip", names: ["10.0.0.12:8000"])],
    ])
    func oneKnownEngineIsTheWorker(hints: [WorkerHint]) throws {
        var (story, id) = try asked()
        story.tell(at: 1.1, .stream(.opened(id, status: 200)), .stream(.hints(id, hints)))
        #expect(story.state.conversation[id]?.routes.map(\.evidence) == [.header])
        #expect(story.state.activePod?.letter == "B")
    }

    @Test(arguments: [
        [WorkerHint(header: "x-all", names: ["10.0.0.12:8000", "10.0.0.11:8000"])], [WorkerHint(header: "x-router", names: ["10.0.0.2:80"])],
        [WorkerHint(header: "a", names: ["10.0.0.12"]), WorkerHint(header: "b", names: ["10.0.0.13"])],
    ])
    func severalOrNoneNameNobody(hints: [WorkerHint]) throws {
        var (story, id) = try asked()
        story.tell(at: 1.1, .stream(.hints(id, hints)))
        #expect(story.state.conversation[id]?.routes.isEmpty == true)
    }

    /// `$upstream_addr` of nginx after a try that failed.
    @Test func theLastOfNginxsTriesIsTheWorker() throws {
        var (story, id) = try asked()
        story.tell(at: 1.05, .router(.log(RouterLogEntry(routerPod: Story.routerPod().name, message: .recognised(.nginx)))))
        story.tell(at: 1.1, .stream(.hints(id, [WorkerHint(header: "x-upstream-addr", names: ["10.0.0.12:8000", "10.0.0.11:8000"])])))
        #expect(story.state.conversation[id]?.routes.map(\.evidence) == [.header])
        #expect(story.state.activePod?.letter == "A")
    }

    @Test func aLastTryThatIsNotKnownIsNotTheOneBefore() throws {
        var (story, id) = try asked()
        story.tell(at: 1.05, .router(.log(RouterLogEntry(routerPod: Story.routerPod().name, message: .recognised(.nginx)))))
        story.tell(at: 1.1, .stream(.hints(id, [WorkerHint(header: "x-upstream-addr", names: ["10.0.0.12:8000", "10.9.9.9:8000"])])))
        #expect(story.state.conversation[id]?.routes.isEmpty == true)
    }

    @Test func theNamedHeaderAloneCounts() throws {
        var (story, id) = try asked { $0.traffic.workerHeader = "X-Worker" }
        #expect(story.state.conversation[id]?.request.workerHeader == "X-Worker")
        story.tell(
            at: 1.1,
            .stream(.hints(id, [WorkerHint(header: "x-upstream-host", names: ["10.0.0.11"]), WorkerHint(header: "x-worker", names: [Self.pod])])))
        #expect(story.state.activePod?.letter == "B")
    }

    @Test func aNameThatIsNoPodsIsLearnt() throws {
        var (story, id) = try asked { $0.traffic.workerHeader = "x-backend-server" }
        let hint = [WorkerHint(header: "x-backend-server", names: ["e1"])]
        story.tell(at: 1.1, .stream(.hints(id, hint)))
        #expect(story.state.conversation[id]?.routes.isEmpty == true)
        story.route(id, session: "9999", to: 13)
        story.tell(at: 1.5, .stream(.text(id, "w")), .stream(.finishReason(id, "stop")), .stream(.closed(id, .cleanEnd)))
        story.tell(at: 3, .action(.send))
        let next = try #require(story.state.conversation.current?.id)
        story.tell(at: 3.1, .stream(.hints(next, hint)))
        #expect(story.state.conversation[next]?.routes.map(\.evidence) == [.header])
        #expect(story.state.activePod?.letter == "C")
        // Wherever the router names a worker so: in its log too.
        #expect(story.state.record(worker: "e1", at: story.state.now)?.letter == "C")
        story.tell(
            at: 3.2, .router(.log(RouterLogEntry(routerPod: Story.routerPod().name, message: .sessionRouted(session: "u7", worker: "e1")))))
        #expect(story.state.sessions["u7"]?.route?.pod == Story.engine("cn9tb", host: 13).identity)
    }

    /// C, which is `e1`, is deleted at 2 s; the slot is given to D.
    @Test func aNameIsLearntAnewWhenItsPodGoes() throws {
        var (story, id) = try asked { $0.traffic.workerHeader = "x-backend-server" }
        let hint = [WorkerHint(header: "x-backend-server", names: ["e1"])]
        func end(_ id: RequestID, at moment: Double) {
            story.tell(at: moment, .stream(.text(id, "w")), .stream(.finishReason(id, "stop")), .stream(.closed(id, .cleanEnd)))
        }
        story.tell(at: 1.1, .stream(.hints(id, hint)))
        story.route(id, session: "9999", to: 13)
        end(id, at: 1.5)
        var dying = Story.engine("cn9tb", host: 13)
        dying.isTerminating = true
        story.tell(at: 2, .kubernetes(.pods(.changed(dying))), .kubernetes(.pods(.changed(Story.engine("new01", host: 14)))))
        for (moment, letter, evidence) in [(3.0, nil, []), (4, nil, [.ownRequest]), (5, "D", [.header])] as [(Double, String?, [RouteEvidence])] {
            if moment == 4 { story.tell(at: 3.9, .kubernetes(.pods(.removed(dying)))) }
            story.tell(at: moment, .action(.send))
            id = try #require(story.state.conversation.current?.id)
            story.tell(at: moment + 0.1, .stream(.hints(id, hint)))
            #expect(story.state.conversation[id]?.routes.last.map { story.state.letter(of: $0.pod) } == letter, "at \(moment) s")
            if moment == 4 { story.route(id, session: "9999", to: 14) }
            #expect(story.state.conversation[id]?.routes.map(\.evidence) == evidence, "at \(moment) s")
            end(id, at: moment + 0.5)
        }
    }

    @Test func aRoutersOwnIDIsFollowed() throws {
        var (story, id) = try asked()
        story.tell(at: 1.1, .stream(.alias(id, "2fefb751-c409")))
        story.route("2fefb751-c409", session: nil, to: 12)
        #expect(story.state.conversation[id]?.routes.map(\.evidence) == [.ownRequest])
        #expect(story.state.activePod?.letter == "B")
        #expect(story.state.traffic.isAskedRouter("router"))
    }

    @Test func anAliasOfSomebodyElsesTakesNothing() throws {
        var (story, id) = try asked()
        story.tell(at: 1.2, .stream(.text(id, "w")), .stream(.finishReason(id, "stop")), .stream(.closed(id, .cleanEnd)))
        story.tell(at: 2, .action(.send))
        let second = try #require(story.state.conversation.current?.id)
        story.tell(at: 2.1, .stream(.alias(second, id)), .stream(.alias(second, "x")), .stream(.alias(id, "x")))
        story.route("x", session: nil, to: 12)
        #expect(story.state.conversation[id]?.routes.isEmpty == true && story.state.conversation[second]?.routes.count == 1)
    }
}
