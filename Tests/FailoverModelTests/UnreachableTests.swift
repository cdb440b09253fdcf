import ClusterModel
import TestSupport
import Testing
import TrafficModel

/// Why `--once` ends with 3.
struct UnreachableTests {
    @Test func aSteadyBoardLacksNothing() {
        #expect(Story.steady().state.unreachable == nil)
    }

    @Test func thePodsComeFirst() {
        var story = Story.steady()
        story.tell(.router(.source(.routerHealth, .unreachable(since: nil, reason: "refused"))))
        #expect(story.state.unreachable == "router vllm-router-service: unreachable: refused")
        story.tell(.kubernetes(.source(.pods, .forbidden("no"))))
        #expect(story.state.unreachable == "pods: forbidden: no")
    }

    @Test func anIllRouterWasReached() {
        var story = Story.steady()
        story.tell(.router(.health(RouterHealth(status: 503, latency: .zero, problem: "busy"))))
        #expect(story.state.unreachable == nil)
    }

    @Test func onlyARouterThatWasNamedMustBeThere() {
        var automatic = Story()
        var named = Story { $0.router = .service(name: "nope", port: nil) }
        for fact in [KubernetesFact.source(.pods, .live), .services(.replaced([Story.routerService]))] {
            named.tell(.kubernetes(fact))
        }
        automatic.tell(.kubernetes(.source(.pods, .live)))
        #expect(automatic.state.unreachable == nil)
        #expect(named.state.unreachable?.hasPrefix("no service nope in this namespace") == true)
    }
}
