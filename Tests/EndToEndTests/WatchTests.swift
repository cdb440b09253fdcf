import Foundation
import TestSupport
import Testing

/// `failtop watch` on the headless demo, through the real kubectl.
@Suite(.serialized, .world, .timeLimit(.minutes(3)))
struct WatchTests {
    @Test func watchSeesWhatKubectlSeesAndAForeignDeletion() async throws {
        let kubeconfig = FileManager.default.temporaryDirectory.appending(path: "failtop-\(UUID().uuidString)").path
        defer { try? FileManager.default.removeItem(atPath: kubeconfig) }
        let demo = "\(Program.failtop) demo --headless --startup-delay 1s --kubeconfig-out \(kubeconfig)"
        try await Tmux.with(columns: 200, rows: 10, command: demo) { server in
            try await server.shows("apiServer")
            let access = ["--kubeconfig", kubeconfig]
            let once = try await Program.run(Program.failtop, ["watch", "--once", "--output", "json"] + access)
            #expect(once.exitCode == 0, "\(once.error)")
            let report = try #require(try JSONSerialization.jsonObject(with: Data(once.output.utf8)) as? [String: Any])
            let pods = try #require(report["pods"] as? [[String: Any]])
            let listed = try await Program.run("kubectl", access + ["get", "pods", "-o", "name"])
            #expect(Set(pods.compactMap { $0["name"] as? String }.map { "pod/\($0)" }) == Set(listed.output.split(separator: "\n").map(String.init)))
            #expect(report["router"] as? String == "vllm-router-service")

            try await Tmux.with(command: "\(Program.failtop) watch --kubeconfig \(kubeconfig)") { board in
                try await board.shows("pods ● LIVE 3/3", "disarmed")
                let victim = try #require(pods.first { $0["role"] as? String == "engine" }?["name"] as? String)
                let deleted = try await Program.run("kubectl", access + ["delete", "pod", victim, "--now"])
                #expect(deleted.exitCode == 0, "\(deleted.error)")
                try await board.shows("incident 1", "deleted", "capacity gap")

                try await server.press("C-c")
                try await server.shows("ended with 0")
                try await board.shows("pods ○ STALE", "router-service ✗ UNREACHABLE")
                try await board.press("q")
                try await board.shows("ended with 0")
            }
        }
    }
}
