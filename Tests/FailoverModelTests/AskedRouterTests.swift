import ClusterModel
import DiagnosisModel
import FailoverModel
import TestSupport
import Testing
import TrafficModel

/// A URL may lead to any router: what the pods of another one say is no evidence.
struct AskedRouterTests {
    private static let pod = Story.routerPod().identity.name

    private static func routerPod() -> Pod {
        var pod = Story.routerPod()
        pod.containers[0].arguments = ["vllm-router", "--policy", "consistent_hash", "--session-key", "x-other"]
        return pod
    }

    private func story(_ change: (inout Settings) -> Void = { _ in }) -> Story {
        var story = Story.steady {
            $0.router = .url("http://127.0.0.1:9")
            change(&$0)
        }
        story.tell(at: 0.8, .kubernetes(.pods(.changed(Self.routerPod()))))
        return story
    }

    private func logged(_ message: RouterLogMessage) -> Fact { .router(.log(RouterLogEntry(routerPod: Self.pod, message: message))) }

    private func check(_ id: String, _ story: Story) -> Check? { story.state.checks.first { $0.id == id } }

    @Test func anotherRouterTellsNothing() throws {
        var story = story()
        story.tell(at: 0.9, logged(.recognised(.vllmRouter)), logged(.routed(request: "x", session: "stranger", worker: Story.worker(12), attempt: 1)))
        story.tell(at: 1, .action(.send))
        story.tell(at: 1.1, logged(.sessionRouted(session: "9999", worker: Story.worker(12))))
        #expect(story.state.router.dialect == nil && story.state.sessionHeader == "x-user-id")
        #expect(story.state.sessions["stranger"] == nil && story.state.conversation.current?.routes.isEmpty == true)
        #expect(check("session-key", story)?.status == .skip && check("session-routing", story)?.status == .skip)
        #expect(check("session-key", story)?.detail.contains("--router-pod") == true)
    }

    @Test func aRequestOfOursShowsThatItIsTheOne() throws {
        var story = story()
        story.tell(at: 0.9, logged(.recognised(.vllmRouter)))
        story.tell(at: 1, .action(.send))
        let id = try #require(story.state.conversation.current?.id)
        story.tell(at: 1.1, logged(.routed(request: id, session: nil, worker: Story.worker(12), attempt: 1)))
        #expect(story.state.router.dialect == .vllmRouter)
        #expect(story.state.activePod?.letter == "B" && check("session-routing", story)?.status == .pass)
        story.tell(at: 1.2, logged(.routed(request: "x", session: "stranger", worker: Story.worker(12), attempt: 1)))
        #expect(story.state.sessions["stranger"] != nil)
    }

    @Test(arguments: [RouterPods(name: pod), RouterPods(selector: ["environment": "router"])])
    func theOperatorNamesIt(pods: RouterPods) {
        let story = story { $0.traffic.routerPods = pods }
        #expect(story.state.router.dialect == .vllmRouter)
        #expect(check("session-key", story)?.status == .fail)
        #expect(story.state.router.followed.map(\.pod.name) == [Self.pod])
    }

    @Test func aPodOfAnotherNamespaceIsReadByItsName() {
        var story = story { $0.traffic.routerPods = RouterPods(name: "envoy-1", namespace: "gateways") }
        #expect(story.state.router.followed.map { [$0.namespace, $0.pod.name] } == [["gateways", "envoy-1"]])
        #expect(story.state.router.dialect == nil && check("session-key", story)?.status == .skip)
        story.tell(at: 1, .action(.send))
        story.tell(
            at: 1.1, .router(.log(RouterLogEntry(routerPod: "envoy-1", message: .sessionRouted(session: "9999", worker: Story.worker(13))))))
        #expect(story.state.activePod?.letter == "C")
    }
}
