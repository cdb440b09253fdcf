import FailoverModel
import Foundation
import TestSupport
import Testing

/// The real `vllm-router` in front of the demo's engines, one of which is killed in the middle of a stream.
@Suite(.serialized, .longWorld, .timeLimit(.minutes(4)))
struct VLLMRouterTests {
    @Test func thePageSaysWhatHappens() async throws {
        try await RouterPage.shared.expect(try await RouterTable.lines(of: .vllm), of: .vllm)
    }

    @Test func theRustRouterLosesTheStreamAndMovesTheSession() async throws {
        let test = try await RecordedTest.of(.vllm, kill: "force")
        #expect(test.state.router.dialect == .vllmRouter)
        #expect(test.state.sessionHeader == "X-Session-ID")
        #expect(test.broken?.routes.first?.evidence == .sessionLine)
        #expect(test.broken?.routes.first?.pod == test.incident?.pod, "the session's pod is right: its death broke the stream")
        #expect(test.broken?.outcome.word == "truncated", "\(test.progress)")
        #expect(test.round?.results[1].outcome == .pass, "\(test.round?.results[1].detail ?? test.progress)")
        #expect(test.incident.map { test.state.failedRequests(after: $0) } == 0)
        #expect(test.report.verdict == .fail && test.exitCode == 1)
        #expect(test.state.ghosts.isEmpty)
    }

    /// Where its watch tells of a forced deletion by DELETED alone, it is not heard.
    @Test func aGhostCostsTwoRequestsAndItsBreakerEndsThat() async throws {
        let test = try await RecordedTest.of(.vllm, kill: "force", "--scenario bare-deletions --sessions 0")
        #expect(test.broken?.outcome.word == "truncated", "\(test.progress)")
        #expect(test.incident.map { test.state.failedRequests(after: $0) } == 2)
        #expect(test.round?.results[1].outcome == .fail)
        #expect(test.incident?.lead?.successor != nil && test.incident?.lead?.successor != test.incident?.pod)
        #expect(test.incident?.marks[.routerDropped]?.source == .router, "the breaker opened")
        #expect(test.report.verdict == .fail && test.exitCode == 1)
        #expect(test.state.ghosts.map(\.identity) == [test.incident?.pod].compactMap { $0 })
        let worker = try #require(BoardReport(test.state).workers.first { $0.ghost })
        #expect(worker.breaker == "open" && worker.healthy == true && (worker.failedAttempts ?? 0) >= 10)
    }

    /// Two attempts to resume fail at a ghost, which takes longer than the usual limit allows.
    @Test(arguments: [("now", ""), ("force", "--scenario bare-deletions --max-gap 5s")])
    func aResumedAnswerIsHeldWithResume(kill: String, flags: String) async throws {
        let test = try await RecordedTest.of(.vllm, kill: kill, "--on-break resume " + flags)
        #expect(test.report.verdict == .passWithResume, "\(test.round?.results.map(\.detail) ?? [test.progress])")
        #expect(test.exitCode == 0)
    }

    /// Also where the demo itself is killed without a chance to clean up.
    @Test func theRouterEndsWithTheDemo() async throws {
        let environment = try DemoRouter.vllm.environment()
        for signal in [SIGTERM, SIGKILL] {
            let kubeconfig = try await HeadlessDemo.with(["--router", "vllm-router", "--sessions", "0"], environment: environment) { demo in
                _ = try await Program.eventually(every: .milliseconds(250), "the router is ready") { () async throws -> Bool? in
                    let pods = try await demo.kubectl("get", "pods", "-l", "environment=router")
                    return pods.contains("1/1") ? true : nil
                }
                #expect(!routers(of: demo.kubeconfig).isEmpty)
                kill(demo.processID, signal)
                return demo.kubeconfig
            }
            _ = try await Program.eventually("no router is left") { () async throws -> Bool? in
                routers(of: kubeconfig).isEmpty ? true : nil
            }
        }
    }

    /// Processes of the real router that were given this kubeconfig.
    private func routers(of kubeconfig: String) -> [String] {
        let folders = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
        return folders.filter { folder in
            guard let environment = FileManager.default.contents(atPath: "/proc/\(folder)/environ"),
                let command = FileManager.default.contents(atPath: "/proc/\(folder)/cmdline")
            else { return false }
            return String(decoding: environment, as: UTF8.self).contains("KUBECONFIG=\(kubeconfig)\0")
                && String(decoding: command, as: UTF8.self).contains("--service-discovery-port")
        }
    }
}
