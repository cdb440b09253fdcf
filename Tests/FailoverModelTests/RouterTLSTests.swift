import ClusterModel
import TestSupport
import Testing
import TrafficModel

/// A router's port that speaks TLS, and nothing that declares it but its answer.
struct RouterTLSTests {
    private static let plain = RouterEndpoint.service(namespace: "default", name: "vllm-router-service", port: "router-sport")
    private static let secured = RouterEndpoint.service(
        namespace: "default", name: "vllm-router-service", port: "router-sport", tls: true)

    @Test(arguments: [
        (503, #"HTTP 503: error trying to reach service: net/http: HTTP/1.x transport connection broken: malformed HTTP response "\x15\x03\x01\x00\x02\x02""#),
        (400, "HTTP 400: Client sent an HTTP request to an HTTPS server."),
        (400, "HTTP 400: <html> 400 The plain HTTP request was sent to HTTPS port"),
    ])
    func itIsAskedWithTLSFromThenOn(_ status: Int, _ words: String) {
        var story = Story.steady()
        let health = RouterHealth(status: status, latency: .milliseconds(2), problem: words)
        #expect(story.tell(at: 1, .router(.health(health))).contains(.connectRouter(Self.secured, nil)))
        #expect(story.state.router.endpoint == Self.secured)
        // The same service told again is the same way, and a second such answer changes nothing.
        #expect(story.tell(at: 2, .kubernetes(.services(.replaced([Story.routerService])))).isEmpty)
        #expect(story.tell(at: 3, .router(.health(health))).isEmpty && story.state.router.endpoint == Self.secured)
    }

    @Test func otherTroubleIsNone() {
        var story = Story.steady()
        story.tell(at: 1, .router(.health(RouterHealth(status: 503, latency: .zero, problem: "HTTP 503: no endpoints available"))))
        #expect(story.state.router.endpoint == Self.plain)
    }

    @Test func theOperatorsWordWins() {
        var story = Story.steady { $0.router = .service(name: "vllm-router-service", port: nil, tls: false) }
        let words = "HTTP 400: Client sent an HTTP request to an HTTPS server."
        story.tell(at: 1, .router(.health(RouterHealth(status: 400, latency: .zero, problem: words))))
        #expect(story.state.router.endpoint == Self.plain)
    }
}
