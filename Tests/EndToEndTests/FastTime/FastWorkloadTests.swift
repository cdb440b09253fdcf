import TerminalCanvas
import TestSupport
import Testing

extension FastTimeTests {
    /// Engines that are no Deployment, and pods of more than one container: what the board says of what the real kubectl does.
    @Suite(.timeLimit(.minutes(3)))
    @MainActor
    struct FastWorkloadTests {
        // No kubectl waits for the end of a pod whose name comes back at once: it would miss it, and wait for ever.
        @Test func aStatefulSet() async throws {
            let set = "statefulset/vllm-opt125m"
            try await FastBoard.with(scenario: "stateful-set") { board in
                try await board.shows("pods ● LIVE 3/3", "router-service ● LIVE")
                try await board.kubectl("delete", "pod", "vllm-opt125m-1", "--now", "--wait=false")
                try await board.shows("incident 1 recovered", "was deleted", "LIVE 3/3")
                try await board.kubectl("scale", set, "--replicas=2")
                try await board.shows("incident 2 of 2 planned, over", "was scaled down", "LIVE 2/2")
                try await board.kubectl("rollout", "restart", set)
                try await board.kubectl("rollout", "status", set)
                try await board.shows("incident 4 of 4 planned, over", "was rolled out (revision vllm-opt125m-", "LIVE 2/2")
                try await board.kubectl("delete", set, "--wait=false")
                try await board.shows("planned, over", "was deleted with its \(set)")
            }
        }

        @Test func groupsOfPods() async throws {
            try await FastBoard.with(scenario: "leader-worker-set") { board in
                let screen = try await board.shows("pods ● LIVE 3/3", "router-service ● LIVE", "vllm-opt125m-2-1")
                #expect(screen.components(separatedBy: " worker ").count == 4, "three workers, which serve nobody:\n\(screen)")
                try await board.kubectl("delete", "pod", "vllm-opt125m-0-1", "--now", "--wait=false")
                // The worker is back at once; the engine when its new leader has loaded the model.
                try await board.shows("incident 1 in progress", "LIVE 2/3")
                try await board.shows("incident 1 recovered", "was deleted", "LIVE 3/3")
                try await board.kubectl("scale", "leaderworkerset/vllm-opt125m", "--replicas=2")
                try await board.shows("incident 2 of 2 planned, over", "was scaled down", "LIVE 2/2")
            }
        }

        @Test func sidecarsAndInitContainers() async throws {
            try await FastBoard.with(scenario: "sidecars") { board in
                try await board.shows("pods ● LIVE 3/3", "router-service ● LIVE", "3/3   Running")
                let names = try await board.kubectl("get", "pods", "-l", "model=opt125m", "-o", "jsonpath={.items[*].metadata.name}")
                let pod = try #require(names.split(separator: " ").first.map(String.init))
                for (number, sidecar) in [(1, "istio-proxy"), (2, "log-agent")] {
                    try await board.kubectl("annotate", "pod", pod, "failtop.dev/fault=\(sidecar)/crash")
                    let screen = try await board.shows("incident \(number)\(number == 1 ? "" : " of 2") recovered", "lost its readiness", "LIVE 3/3")
                    #expect(!screen.contains("crashed"), "the engine did not")
                }
                try await board.kubectl("annotate", "pod", pod, "failtop.dev/fault=oom")
                try await board.shows("incident 3 of 3 recovered", "was OOM-killed (exit 137)", "LIVE 3/3")
            }
        }

        @Test func anInitContainerThatFails() async throws {
            try await FastBoard.with(scenario: "init-crash-loop", size: Size(columns: 170, rows: 40)) { board in
                try await board.shows("pods ● LIVE 3/3", "router-service ● LIVE")
                let names = try await board.kubectl("get", "pods", "-l", "model=opt125m", "-o", "jsonpath={.items[*].metadata.name}")
                try await board.kubectl("delete", "pod", try #require(names.split(separator: " ").first.map(String.init)), "--now")
                try await board.shows("Init:CrashLoopBackOff", "LIVE 2/3", "incident 1 in progress")
                _ = try await Program.eventually("kubectl says the same") {
                    try await board.kubectl("get", "pods").contains("Init:CrashLoopBackOff") ? true : nil
                }
                board.terminal.type("d")
                try await board.shows("init container model-download, Init:CrashLoopBackOff")
            }
        }

        /// Its log is taken up again at a time that the kubelet wrote in local time, and asked for in UTC.
        @Test func theLogOfARouterInAnotherTimeZone() async throws {
            try await FastBoard.with(scenario: "time-zones") { board in
                try await board.shows("pods ● LIVE 3/3", "router-service ● LIVE", "user-1")
                @MainActor func requests() -> Int? {
                    board.terminal.lines.compactMap { line in
                        line.firstMatch(of: #/user-1 +\S+ +([0-9]+) /#).flatMap { Int($0.1) }
                    }.first
                }
                let router = try await board.kubectl("get", "pods", "-l", "environment=router", "-o", "jsonpath={.items[0].metadata.name}")
                let stamped = try await board.kubectl("logs", router, "--timestamps", "--tail=1")
                #expect(stamped.contains(#/^[-0-9T:.]+[+-]0[58]:00 /#), "\(stamped)")
                try await board.kubectl("annotate", "pod", router, "failtop.dev/fault=crash")
                _ = try await Program.eventually("the router has been restarted") {
                    try await board.kubectl("get", "pod", router, "-o", "jsonpath={.status.containerStatuses[0].restartCount}") == "1" ? true : nil
                }
                try await board.shows("router-service ● LIVE")
                let before = try #require(requests())
                _ = try await Program.eventually("its new lines are read") { requests().map { $0 > before + 2 } == true ? true : nil }
            }
        }
    }
}
