import ClusterModel
import FailoverModel
import TestSupport
import Testing
import TrafficModel

/// How the router is reached: a key and a forbidden proxy lead to a port-forward.
struct RouterWayTests {
    private static let service = RouterEndpoint.service(
        namespace: "default", name: "vllm-router-service", port: "router-sport")
    private static let forward = ForwardTarget(namespace: "default", service: "vllm-router-service", port: "router-sport")
    private static let kubectl = Fact.kubernetes(
        .connected(ClusterIdentity(context: "c", namespace: "default", clientVersion: "v1.32.4")))

    private func found(_ change: (inout Settings) -> Void) -> Story {
        var story = Story(change)
        story.tell(at: 1, Self.kubectl, .kubernetes(.services(.replaced([Story.routerService]))))
        return story
    }

    /// What is done about the way in, among other things.
    private func ways(_ commands: [Command]) -> [Command] {
        commands.filter { command in
            switch command {
            case .connectRouter, .disconnectRouter, .forwardPort: true
            default: false
            }
        }
    }

    @Test(arguments: [
        ("the environment variable K", nil, "port-forward, as a key must not pass through the API server"),
        (nil, .portForward, "port-forward, asked for by --via"),
    ] as [(String?, RouterAccess?, String)])
    func aPortForwardIsOpenedBeforeAnythingIsAsked(key: String?, via: RouterAccess?, _ way: String) {
        var story = found {
            $0.routerKey = key
            $0.routerAccess = via
        }
        #expect(ways(story.commands) == [.forwardPort(Self.forward)])
        #expect(story.state.router.access == way)
        let up = RouterForward(state: .live, port: 4321)
        #expect(ways(story.tell(at: 2, .router(.forward(up)))) == [.connectRouter(.url("http://127.0.0.1:4321"))])
        let down = RouterForward(
            state: .stale(since: .zero, reason: "lost connection to pod"), port: 4321, restarts: 1,
            lastEnd: "lost connection to pod")
        #expect(ways(story.tell(at: 2.5, .router(.forward(down)))) == [.disconnectRouter], "the port may be anybody's now")
        #expect(story.state.router.address == nil)
        #expect(story.state.sources[.routerHealth] == down.state)
        #expect(ways(story.tell(at: 2.6, .router(.forward(down)))).isEmpty, "once")
        let again = RouterForward(state: .live, port: 4321, restarts: 1, lastEnd: "lost connection to pod")
        #expect(ways(story.tell(at: 3, .router(.forward(again)))) == [.connectRouter(.url("http://127.0.0.1:4321"))])
        let elsewhere = RouterForward(state: .live, port: 4322, restarts: 2)
        #expect(ways(story.tell(at: 4, .router(.forward(elsewhere)))) == [.connectRouter(.url("http://127.0.0.1:4322"))])
        story.logged(at: 5, .recognised(.sglangRouter))
        #expect(story.commands.contains(.connectRouter(.url("http://127.0.0.1:4322"), .sglangRouter)))
    }

    @Test func aForbiddenProxyIsLeft() {
        var story = found { _ in }
        #expect(ways(story.commands) == [.connectRouter(Self.service)])
        let refused = RouterHealth(status: 403, latency: .zero, problem: "forbidden", isForbiddenByProxy: true)
        #expect(ways(story.tell(at: 2, .router(.health(refused)))) == [.forwardPort(Self.forward)])
        #expect(story.state.router.access == "port-forward, as the service proxy is forbidden")
        #expect(ways(story.tell(at: 3, .router(.health(refused)))).isEmpty, "once")
    }

    @Test func whatTheUserMayNotDoIsNotTried() {
        var story = found { _ in }
        let review = AccessReview(verb: "create", group: "", resource: "services/proxy", isAllowed: false)
        #expect(ways(story.tell(at: 2, .kubernetes(.access([review])))) == [.forwardPort(Self.forward)])
    }

    @Test func theProxyIsKeptWhereItWasAskedForOrNobodyForwards() {
        let refused = Fact.router(.health(RouterHealth(status: 403, latency: .zero, isForbiddenByProxy: true)))
        var asked = found { $0.routerAccess = .proxy }
        #expect(ways(asked.tell(at: 2, refused)).isEmpty)
        var direct = Story()
        direct.tell(at: 1, .kubernetes(.services(.replaced([Story.routerService]))))
        #expect(ways(direct.tell(at: 2, refused)).isEmpty, "no kubectl")
    }

    @Test func aURLNeedsNoForward() {
        let story = Story {
            $0.router = .url("http://127.0.0.1:9")
            $0.routerKey = "the secret a/b"
        }
        #expect(ways(story.commands) == [.connectRouter(.url("http://127.0.0.1:9"))])
    }

    @Test func aForwardThatIsNotThereIsTheRouterUnreachable() {
        var story = found { $0.routerAccess = .portForward }
        story.tell(at: 1, .kubernetes(.source(.pods, .live)))
        let reason = "kubectl port-forward: no such service"
        story.tell(at: 2, .router(.forward(RouterForward(state: .unreachable(since: nil, reason: reason), restarts: 1))))
        #expect(story.state.unreachable == "router vllm-router-service: unreachable: \(reason)")
        let check = story.state.checks.first { $0.id == "port-forward" }
        #expect(check?.status == .fail && check?.cause == .networking)
        story.tell(at: 3, .router(.forward(RouterForward(state: .live, port: 1, restarts: 1, lastEnd: "killed"))))
        #expect(story.state.checks.first { $0.id == "port-forward" }?.status == .warn)
        #expect(BoardReport(story.state).routerForward == "LIVE")
    }

    @Test func withoutAPortForwardNothingIsCheckedOfIt() {
        #expect(!Story.steady().state.checks.contains { $0.id == "port-forward" })
    }

    @Test(arguments: [401, 403]) func aRouterThatWantsAKeyIsUnreachable(status: Int) {
        var world = TestWorld()
        world.keyless = status
        let report = world.play()
        #expect(report.verdict == .refused)
        #expect(report.reason == "HTTP \(status) from the router: no key; the router wants a key; name one with "
            + "--api-key-env or --api-key-secret")
        #expect(world.story.state.test.ending?.isUnreachable == true)
        #expect(world.kills.isEmpty)
    }
}
