import Foundation
import TestSupport
import Testing

/// `train check` through the program; every lesson is tried in `LessonTrialTests`, on a fast clock.
@Suite(.serialized, .world, .timeLimit(.minutes(3)))
struct LessonTests {
    @Test func theCheckFailsBeforeAndPassesAfter() async throws {
        let name = "nobody-left"
        try await HeadlessDemo.with(command: ["train", name], ["--kubeconfig-out", Self.kubeconfig()]) { lab in
            let before = try await Self.check(name, lab, wait: "2s")
            #expect(before.exitCode == 1, "\(before)")
            #expect(before.output.hasPrefix("not yet: "))
            try await lab.kubectl("scale", "deployment", "vllm-opt125m-deployment-vllm", "--replicas=2")
            let after = try await Self.check(name, lab, wait: "60s")
            #expect(after.exitCode == 0 && after.output == "done\n", "\(after)")
        }
    }

    @Test func aKubeconfigThatIsNotThere() async throws {
        let outcome = try await Program.run(
            Program.failtop, ["train", "check", "nobody-left", "--kubeconfig", "/nowhere", "--wait", "2s"])
        #expect(outcome.exitCode == 2, "\(outcome)")
    }

    @Test func aClusterThatIsGone() async throws {
        let file = Self.kubeconfig()
        let text = """
            {apiVersion: v1, kind: Config, current-context: c, contexts: [{name: c, context: {cluster: c, user: u}}],
            clusters: [{name: c, cluster: {server: "https://127.0.0.1:9"}}], users: [{name: u, user: {token: x}}]}
            """
        try Data(text.utf8).write(to: URL(filePath: file))
        defer { try? FileManager.default.removeItem(atPath: file) }
        let outcome = try await Program.run(
            Program.failtop, ["train", "check", "nobody-left", "--kubeconfig", file, "--wait", "2s"])
        #expect(outcome.exitCode == 3, "\(outcome)")
        #expect(outcome.output.isEmpty && outcome.error.contains("pods"), "not a lesson that is not done: a lab that is not there")
    }

    private static func kubeconfig() -> String {
        FileManager.default.temporaryDirectory.appending(path: "failtop-lab-\(UUID().uuidString)").path
    }

    private static func check(_ name: String, _ lab: HeadlessDemo, wait: String) async throws -> Program.Outcome {
        try await Program.run(
            Program.failtop, ["train", "check", name, "--kubeconfig", lab.kubeconfig, "--wait", wait])
    }
}
