import ClusterModel
import DiagnosisModel
import FailoverModel
import IncidentModel
import TestSupport
import Testing
import TrafficModel

/// What fails between here and the router says nothing of the router.
struct ProxyPathTests {
    private static let refused = "dial tcp 127.0.0.1:16443: connect: connection refused"
    private static let status = #"{"kind":"Status","apiVersion":"v1","metadata":{},"status":"Failure","message":""#

    @Test(arguments: [
        (500, refused, true), (502, "EOF", true), (500, "http2: client connection lost", true),
        (500, "net/http: TLS handshake timeout", true), (500, "getting credentials: exec: exit status 1", true),
        (500, status + #"etcdserver: request timed out","code":500}"#, true),
        (429, status + #"too many requests, please try again later","code":429}"#, true),
        (403, status + #"services \"r\" is forbidden","code":403}"#, true),
        (503, status + #"error trying to reach service: dial tcp 10.0.0.2:8001: connect: connection refused","code":503}"#, false),
        (503, "error trying to reach service: EOF", false),
        (503, status + #"no endpoints available for service \"r\"","code":503}"#, false),
        (404, status + #"services \"r\" not found","code":404}"#, false),
        (502, "dial tcp 10.0.0.11:8000: connect: connection refused", false),
        (500, "Internal Server Error", false), (503, #"{"error":{"message":"EOF"}}"#, false), (400, "EOF", false),
    ])
    func whoWroteTheAnswer(_ status: Int, _ body: String, _ isOurs: Bool) throws {
        let state = Story.steady().state
        let path = try #require(ProxyPath(to: state.traffic.router, in: state.cluster))
        #expect((path.failure(status: status, body: body) != nil) == isOurs, "\(body)")
    }

    @Test func aURLIsNoProxy() {
        let state = Story.steady { $0.router = .url("http://router.example") }.state
        #expect(ProxyPath(to: state.traffic.router, in: state.cluster) == nil)
    }

    /// Pods are told to be stale so many seconds after the stream of a pod broke; nil: not at all.
    private func results(newsAfter delay: Double?, dies: Bool) throws -> [ExpectationResult] {
        var story = Story.steady()
        let (id, end) = story.ask(at: 1, host: 11, tokens: 20)
        var dying = Story.engine("8wt2h", host: 11)
        dying.isTerminating = true
        if dies { story.tell(at: end + 0.01, .kubernetes(.pods(.changed(dying)))) }
        let outage = Fact.kubernetes(.source(.pods, .stale(since: Moment(.seconds(end)), reason: Self.refused)))
        if let delay, delay <= 0 { story.tell(at: end + 0.4, outage) }
        story.tell(at: end + 0.5, .stream(.closed(id, .brokenEnd("reset"))))
        if let delay, delay > 0 { story.tell(at: end + 0.5 + delay, outage) }
        story.tell(at: end + 10, .kubernetes(.source(.pods, .live)))
        if !dies { story.tell(at: end + 10.1, .kubernetes(.pods(.removed(Story.engine("8wt2h", host: 11))))) }
        story.tell(at: end + 320, .ticked)
        #expect(story.state.conversation[id]?.pathFailure == (dies || delay == nil ? nil : "the API server was not reached: \(Self.refused)"))
        return story.state.incidents.all.first.map { story.state.results(of: $0) } ?? []
    }

    @Test(arguments: [-1, 1.5, 4]) func whatBreaksWithTheAPIServerIsUnknown(delay: Double) throws {
        let results = try results(newsAfter: delay, dies: false)
        #expect(results.first?.outcome != .fail, "\(results)")
    }

    @Test(arguments: [-1, 1.5]) func aPodThatDiedBeforeExplainsItsStream(delay: Double) throws {
        #expect(try results(newsAfter: delay, dies: true).first?.outcome == .fail)
    }

    /// Nobody is charged with it: not the router, not the network inside the cluster.
    @Test func theDoctorDoesNotKnowTheRoutersHealth() {
        var story = Story.steady()
        story.tell(at: 5, .router(.health(RouterHealth(status: 500, latency: .zero, problem: "the router was not reached: \(Self.refused)"))))
        story.tell(.router(.source(.routerHealth, .stale(since: .zero, reason: "the router was not reached: \(Self.refused)"))))
        let check = story.state.checks.first { $0.id == "health" }
        #expect(check?.status == .unknown && check?.cause == nil)
        #expect(check?.remedy?.contains("API server") == true)
    }

    @Test func aRouterThatCrashesIsNoMatterOfTheNetwork() {
        var story = Story.steady()
        var router = Story.routerPod()
        router.isReady = false
        router.containers[0].isReady = false
        router.containers[0].restarts = 3
        router.containers[0].state = .waiting(reason: "CrashLoopBackOff")
        router.containers[0].lastTermination = Termination(exitCode: 1, reason: "Error")
        story.tell(at: 5, .kubernetes(.pods(.changed(router))))
        story.tell(.router(.health(RouterHealth(status: 503, latency: .zero, problem: "HTTP 503"))))
        let slice = EndpointSlice(uid: "s", name: "s", namespace: "default", service: Story.routerService.name, endpoints: [])
        story.tell(.kubernetes(.endpointSlices(.replaced([slice]))))
        let checks = story.state.checks.filter { ["health", "endpoints"].contains($0.id) }
        #expect(checks.count == 2)
        for check in checks {
            #expect(check.status == .fail && check.cause == nil)
            #expect(check.detail.contains("exit code 1") && check.detail.contains("3 restarts"))
            #expect(check.remedy?.contains("--previous") == true)
        }
    }
}
