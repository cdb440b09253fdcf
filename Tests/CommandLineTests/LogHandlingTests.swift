import BoardRuntime
import ClusterModel
import KubernetesClient
import RouterClient
import Testing
import TrafficModel
import WireFormats
@testable import failtop


/// What becomes of the lines of followed logs.
struct LogHandlingTests {
    private static let pod = PodIdentity(name: "a", uid: "u")

    /// What a log with these lines makes of itself.
    private func told(_ lines: [String], isEngine: Bool) async throws -> [RouterFact] {
        let clients = ClientHandlers(
            kubernetes: .scripted(log: lines), router: .scripted(stream: { _ in [] }), pinned: PinnedClients(),
            author: KillAuthorship(), notify: nil, logPatterns: [], requestPrefix: "failtop-ab12-", key: BearerKey("sk-secret"))
        let target = LogTarget(namespace: "n", pod: Self.pod, container: nil, isEngine: isEngine)
        let mailbox = Mailbox()
        return await withTaskGroup(of: Void.self) { group in
            group.addTask { await clients.handlers.followLog(target, mailbox) }
            var facts: [RouterFact] = []
            for await _ in mailbox.wakes {
                for case .router(let fact) in mailbox.drain().map(\.fact) { facts.append(fact) }
                if facts.contains(where: Self.isLast) { break }
            }
            group.cancelAll()
            return facts
        }
    }

    private static func isLast(_ fact: RouterFact) -> Bool {
        switch fact {
        case .engineLog(let entry): entry.request == "failtop-ab12-9"
        case .log(let entry): if case .attemptFailed = entry.message { true } else { false }
        default: false
        }
    }

    @Test(.timeLimit(.minutes(1))) func ofAnEnginesLogOnlyOurOwnRequestsAreTold() async throws {
        let facts = try await told(
            [
                "INFO [logger.py:49] Received request chatcmpl-somebody-elses: prompt: 'private'",
                "INFO [async_llm.py:382] Added request chatcmpl-failtop-ab12-3-a8a65d16.", "INFO: something else",
                "INFO [async_llm.py:382] Added request chatcmpl-failtop-ab12-9.",
            ], isEngine: true)
        #expect(
            facts == ["failtop-ab12-3-a8a65d16", "failtop-ab12-9"].map {
                .engineLog(EngineLogEntry(pod: Self.pod, request: $0))
            })
    }

    @Test(.timeLimit(.minutes(1))) func aKeyInARoutersLogIsNotTold() async throws {
        let facts = try await told(
            ["[2026-11-23 20:07:27,425] WARNING: Request r1 failed on http://127.0.0.11:8000 (attempt 1/3): 401 for sk-secret (request.py:667:vllm_router.services.request_service.request)"],
            isEngine: false)
        let problems = facts.compactMap { fact -> String? in
            guard case .log(let entry) = fact, case .attemptFailed(_, _, _, let problem) = entry.message else { return nil }
            return problem
        }
        #expect(problems == ["401 for [key]"])
        #expect(facts.first == .logSource(pod: "a", .live))
    }
}
