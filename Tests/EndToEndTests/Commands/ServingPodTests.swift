import TestSupport
import Testing

/// Clusters as people run them: who is killed has served session 9999, by the router's own log and the API's own objects.
@Suite(.serialized, .world, .timeLimit(.minutes(2)))
struct ServingPodTests {
    private struct Engine {
        var uid: String
        var name: String
        /// Where it serves.
        var address: String
    }

    private static func demo(_ scenario: String, _ body: (HeadlessDemo) async throws -> Void) async throws {
        try await HeadlessDemo.with(["--scenario", scenario, "--startup-delay", "1s", "--tokens-per-second", "40"], body)
    }

    /// Those that serve, once so many are ready; the workers of groups have no such container.
    private static func engines(_ demo: HeadlessDemo, _ count: Int = 3) async throws -> [Engine] {
        try await Program.eventually(every: .milliseconds(250), "\(count) engines ready") { () async throws -> [Engine]? in
            let path = "{range .items[*]}{.metadata.uid} {.metadata.name} {.status.podIP} "
                + "{.spec.containers[?(@.name=='vllm')].ports[0].containerPort} "
                + "{.status.conditions[?(@.type=='Ready')].status}{'\\n'}{end}"
            let rows = try await demo.kubectl("get", "pods", "-l", "model=opt125m", "-o", "jsonpath=\(path)")
                .split(separator: "\n").map { $0.split(separator: " ").map(String.init) }
            let ready = rows.filter { $0.count == 5 && $0[4] == "True" }
            return ready.count == count ? ready.map { Engine(uid: $0[0], name: $0[1], address: "\($0[2]):\($0[3])") } : nil
        }
    }

    @Test(arguments: ["stateful-set", "leader-worker-set", "host-network", "sidecars", "time-zones"])
    func thePodThatServesIsKilled(_ scenario: String) async throws {
        try await Self.demo(scenario) { demo in
            let before = try await Self.engines(demo)
            let (code, report) = try await JudgedRun.of(
                "test", ["--kubeconfig", demo.kubeconfig, "--max-tokens", "60", "--other-sessions", "2", "--stall-after", "3s", "--max-gap", "10s"])
            #expect(code == 1, "\(report)")
            let round = try #require(report.rounds.first, "\(report)")
            let stream = try #require(round.stream)
            #expect(stream.outcome == "truncated")
            let log = try await demo.kubectl("logs", "deployment/vllm-deployment-router").replacing(/\u{1B}\[[0-9;]*m/, with: "")
            let line = try #require(log.split(separator: "\n").first { $0.contains("Routing request \(stream.request) ") })
            let served = try #require(before.first { line.contains("to http://\($0.address) ") }, "\(line) of \(before)")
            #expect(round.podUID == served.uid && round.pod == served.name)
            let outcomes = round.results.map(\.outcome.rawValue)
            #expect(outcomes == ["fail", "pass", "pass", "pass"], "\(round.results)")
            // A set's pod comes back under its name.
            let keepsName = ["stateful-set", "leader-worker-set"].contains(scenario)
            #expect((round.replacement == round.pod) == keepsName, "\(round)")
            let after = try await Self.engines(demo)
            #expect(!after.contains { $0.uid == served.uid })
            #expect(before.filter { $0.uid != served.uid }.allSatisfy { old in after.contains { $0.uid == old.uid } }, "nobody else went")
        }
    }

    @Test func nobodyIsKilledWhereTheOtherSleeps() async throws {
        try await Self.demo("sleeping-engine") { demo in
            let before = try await Self.engines(demo, 2)
            let (code, report) = try await JudgedRun.of("test", ["--kubeconfig", demo.kubeconfig])
            #expect(code == 4 && report.reason?.contains("1 ready engine of 2, 1 asleep") == true, "\(report)")
            let finding = try #require(report.findings.first { $0.id == "replicas" })
            #expect(finding.detail.contains("is asleep"))
            #expect(try await Self.engines(demo, 2).map(\.uid) == before.map(\.uid))
            #expect(try await demo.kubectl("get", "pods", "-l", "sleeping=true", "-o", "name").split(separator: "\n").count == 1)
        }
    }
}
