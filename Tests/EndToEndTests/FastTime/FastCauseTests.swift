import DemoCluster
import Foundation
import Synchronization
import TestSupport
import Testing

extension FastTimeTests {
    /// Whatever the real kubectl does to the cluster, the board names it: the right incident with the right cause, or none. On a
    /// fast clock.
    @Suite(.timeLimit(.minutes(3)))
    @MainActor
    struct FastCauseTests {
        private static let deployment = "deployment/vllm-opt125m-deployment-vllm"

        private struct Engine {
            var name: String
            var node: String
        }

        /// The engines that are ready and stay.
        private func engines(_ board: FastBoard, _ count: Int = 3) async throws -> [Engine] {
            let path = "{range .items[*]}{.metadata.name} {.spec.nodeName} {.status.conditions[?(@.type=='Ready')].status} "
                + "{.metadata.deletionTimestamp}{'\\n'}{end}"
            return try await Program.eventually("\(count) engines ready") { () async throws -> [Engine]? in
                let lines = try await board.kubectl("get", "pods", "-l", "model=opt125m", "-o", "jsonpath=\(path)")
                let rows = lines.split(separator: "\n").map { $0.split(separator: " ").map(String.init) }
                let ready = rows.filter { $0.count == 3 && $0[2] == "True" }
                return ready.count == count ? ready.map { Engine(name: $0[0], node: $0[1]) } : nil
            }
        }

        private func annotate(_ board: FastBoard, _ pod: String, _ fault: String) async throws {
            try await board.kubectl("annotate", "pod", pod, "failtop.dev/\(fault)")
        }

        @Test func deletionsCrashesAndProbes() async throws {
            try await FastBoard.with { board in
                try await board.shows("pods ● LIVE 3/3", "router-service ● LIVE")
                try await board.kubectl("delete", "pod", try await engines(board)[0].name, "--now")
                try await board.shows("incident 1 recovered", "was deleted")

                try await annotate(board, try await engines(board)[0].name, "fault=crash")
                try await board.shows("incident 2 of 2 recovered", "crashed (exit 1, Error)")
                try await annotate(board, try await engines(board)[1].name, "fault=oom")
                try await board.shows("incident 3 of 3 recovered", "was OOM-killed (exit 137)")

                let quiet = try await engines(board)[2].name
                try await annotate(board, quiet, "fault=unready")
                try await board.shows("incident 4 of 4 in progress", "lost its readiness")
                try await annotate(board, quiet, "fault-")
                try await board.shows("incident 4 of 4 recovered")

                // Neither touches a pod: no incident comes of them, as the next number tells.
                try await annotate(board, quiet, "fault=slow")
                try await annotate(board, quiet, "fault-")
                try await annotate(board, quiet, "fault=cut")
                _ = try await engines(board)
                try await annotate(board, quiet, "fault=stall")
                try await board.shows("incident 5 of 5 recovered", "failed its liveness probe", within: .seconds(60))

                board.terminal.type("i")
                try await board.shows("Incidents 5 · 0 open", "was OOM-killed", "Enter show")
                board.terminal.press(.end, .enter)
                try await board.shows("incident 1 of 5 recovered", "was deleted")
                board.terminal.press(.enter)
                try await board.shows("evidence", "deletionTimestamp", "summary")
                board.terminal.press(.escape, .character("c"))
                try await board.shows("copied: incident 1")
                let copied = try #require(board.terminal.copies.last)
                #expect(copied.hasPrefix("incident 1 · ") && copied.contains("was deleted"), "\(copied)")
            }
        }

        /// The users keep their own count, which the board knows nothing of.
        @Test func whoWasHurtIsWhatTheUsersSay() async throws {
            let failed = Mutex((cut: 0, refused: 0))
            try await FastBoard.with(users: 12) { _, answer in
                failed.withLock { failed in
                    if answer == .cut { failed.cut += 1 }
                    if answer == .refused { failed.refused += 1 }
                }
            } _: { board in
                // Whose sessions are known is counted: all of them.
                let screen = try await board.shows("pods ● LIVE 3/3", "router-service ● LIVE", "2 Sessions 12")
                failed.withLock { $0 = (0, 0) }
                // The ring may leave one of three engines without a user.
                let letter = try #require(screen.firstMatch(of: #/user-1 +([A-C]) /#)).1
                let place = try #require(["A", "B", "C"].firstIndex(of: String(letter)))
                try await board.kubectl("delete", "pod", try await engines(board)[place].name, "--now")
                try await board.shows("incident 1 recovered", "was deleted", "used by router")
                try await board.eventually("the end of the incident") { !$0.contains("checking") }
                board.terminal.type("c")
                try await board.shows("copied: incident 1")
                let told = try #require(board.terminal.copies.last)
                let (cut, refused) = failed.withLock { $0 }
                func count(_ pattern: Regex<(Substring, Substring)>) -> Int { told.firstMatch(of: pattern).flatMap { Int($0.1) } ?? 0 }
                #expect(count(/([0-9]+) requests? of others cut/) == cut, "\(told)")
                #expect(count(/([0-9]+) sent in vain/) == refused, "\(told)")
                #expect(told.contains(/[0-9]+ sessions? of others on it, [0-9]+ moved/), "\(told)")
            }
        }

        /// No key is pressed, and no engine is blamed.
        @Test func theRoutersOwnOutages() async throws {
            try await FastBoard.with { board in
                try await board.shows("pods ● LIVE 3/3", "router-service ● LIVE", "2 Sessions 2")
                try await board.kubectl("delete", "pod", "-l", "environment=router", "--now", "--wait=false")
                try await board.shows("incident 1 recovered", "was deleted")
                try await board.kubectl("scale", "deployment/vllm-deployment-router", "--replicas=0")
                try await board.shows("INCIDENT 2", "router-scaled-to-zero", "was scaled to 0")
                try await board.kubectl("scale", "deployment/vllm-deployment-router", "--replicas=1")
                try await board.shows("incident 2 of 2 recovered")
                board.terminal.type("c")
                try await board.shows("copied: incident 2")
                let told = try #require(board.terminal.copies.last)
                #expect(told.contains("was scaled to 0: no router is left · capacity gap"), "\(told)")
            }
        }

        @Test func plannedChangesDrainsAndLostNodes() async throws {
            try await FastBoard.with { board in
                try await board.shows("pods ● LIVE 3/3", "router-service ● LIVE")
                try await board.kubectl("scale", Self.deployment, "--replicas=2")
                try await board.shows("incident 1 planned, over", "was scaled down")
                try await board.kubectl("scale", Self.deployment, "--replicas=3")
                _ = try await engines(board)

                try await board.kubectl("rollout", "restart", Self.deployment)
                try await board.kubectl("rollout", "status", Self.deployment)
                try await board.shows("incident 4 of 4 planned, over", "was rolled out (revision 2)")

                let router = try await board.kubectl("get", "pods", "-l", "environment=router", "-o", "jsonpath={.items[0].spec.nodeName}")
                let drained = try #require(try await engines(board).first { $0.node != router })
                try await board.kubectl("cordon", drained.node)
                try await board.kubectl("drain", drained.node, "--ignore-daemonsets", "--delete-emptydir-data")
                try await board.shows("recovered", "was drained with \(drained.node)")
                try await board.kubectl("uncordon", drained.node)

                let lost = try #require(try await engines(board).first { $0.node != router && $0.node != drained.node })
                try await board.kubectl("annotate", "node", lost.node, "failtop.dev/fault=lost")
                try await board.shows("recovered", "went with its node \(lost.node)")
            }
        }
    }
}
