import AsyncHTTPClient
import Foundation
import NIOCore
import Subprocess
import TestSupport
import Testing

/// failtop where nobody looks: in a pod, asked by Prometheus.
@Suite(.serialized, .world, .timeLimit(.minutes(2)))
struct UnattendedTests {
    /// Each object as the official client's models have it: a field that they do not know, or miss, is told.
    private static let schema = """
        import json, sys, yaml
        from kubernetes import client
        api = client.ApiClient()
        class Answer:
            def __init__(self, data): self.data = json.dumps(data)
        for number, object in enumerate(yaml.safe_load_all(sys.stdin)):
            group, version = ([""] + object["apiVersion"].split("/"))[-2:]
            model = version.capitalize() + object["kind"]
            again = api.sanitize_for_serialization(api.deserialize(Answer(object), model))
            assert again == object, (model, again, object)
            print(object["kind"])
        """

    @Test func itsManifestsAreWhatKubectlApplyNeeds() async throws {
        try await HeadlessDemo.with(["--sessions", "0", "--startup-delay", "1s"]) { demo in
            for (arguments, kinds) in [
                (["role", "--group", "on-call", "--kill"], ["Role", "ClusterRole", "RoleBinding", "ClusterRoleBinding"]),
                (["watch", "--image", "r.example/failtop:0.2"], ["ServiceAccount", "Role", "ClusterRole", "RoleBinding", "ClusterRoleBinding", "Deployment", "Service"]),
                (["drill", "--image", "r.example/failtop:0.2", "--", "--kill", "graceful"], ["ServiceAccount", "Role", "ClusterRole", "RoleBinding", "ClusterRoleBinding", "CronJob"]),
            ] {
                let text = try await Program.run(Program.failtop, ["manifest"] + arguments).output
                let checked = try await Program.run(PythonEnvironment.program("python"), ["-c", Self.schema], input: text)
                #expect(checked.output.split(separator: "\n").map(String.init) == kinds, "\(checked.error)\(text)")
                // What the embedded API knows of it.
                for object in text.components(separatedBy: "---\n") where object.contains(/kind: (Deployment|Service)\n/) {
                    let file = FileManager.default.temporaryDirectory.appending(path: "manifest-\(UUID().uuidString.prefix(8)).yaml")
                    defer { try? FileManager.default.removeItem(at: file) }
                    try Data(object.utf8).write(to: file)
                    let told = try await demo.kubectl("apply", "--dry-run=server", "--validate=false", "-f", file.path)
                    #expect(told.contains("/failtop created (server dry run)"), "\(told)")
                }
            }
        }
    }

    @Test func itsMetricsAreReadByPrometheus() async throws {
        try await HeadlessDemo.with(["--startup-delay", "1s"]) { demo in
            let port = try await ScriptedServer.with({ _ in [] }) { $0.port }
            let flags = ["watch", "--headless", "--no-record", "--kubeconfig", demo.kubeconfig, "--metrics", "127.0.0.1:\(port)"]
            let ended = try await Subprocess.run(.path(.init(Program.failtop)), arguments: .init(flags), input: .none, output: .discarded, error: .discarded) { execution in
                let first = try await page(port, until: #"failtop_engines{state="ready"} 3"#, "failtop_router_healthy 1\n")
                #expect(first.contains(#"failtop_source_live{source="pods"} 1"#), "\(first)")
                let victim = try await demo.kubectl("get", "pods", "-l", "environment=test", "-o", "name").split(separator: "\n").first
                try await demo.kubectl("delete", #require(victim.map(String.init)), "--now", "--wait=false")
                let page = try await page(port, until: #"failtop_incidents_closed_total{cause="deleted",ending="recovered"} 1"#)
                #expect(page.contains(#"failtop_gap_seconds_count{gap="capacity"} 1"#) && page.contains(#"failtop_gap_seconds_bucket{gap="capacity",le="+Inf"} 1"#))
                let checked = try await Program.run(UnpackedPackages.program("promtool"), ["check", "metrics"], input: page)
                #expect(checked.exitCode == 0 && checked.error.isEmpty && checked.output.isEmpty, "\(checked.error)\(checked.output)")
                try execution.send(signal: .terminate)
            }
            #expect(ended.terminationStatus == .exited(0), "\(ended.terminationStatus)")
            let busy = try await ScriptedServer.with({ _ in [] }) { server in
                try await Program.run(Program.failtop, ["watch", "--headless", "--no-record", "--kubeconfig", demo.kubeconfig, "--metrics", "127.0.0.1:\(server.port)"])
            }
            #expect(busy.exitCode == 2 && busy.error.contains("--metrics: 127.0.0.1:") && busy.error.contains("Name another port"), "\(busy.error)")
        }
    }

    private func page(_ port: Int, until words: String...) async throws -> String {
        try await Program.eventually(every: .milliseconds(250), words.joined(separator: " and ")) { () async throws -> String? in
            let request = HTTPClientRequest(url: "http://127.0.0.1:\(port)/metrics")
            guard let response = try? await HTTPClient.shared.execute(request, timeout: .seconds(2)), response.status == .ok else { return nil }
            let text = String(buffer: try await response.body.collect(upTo: 1 << 20))
            return words.allSatisfy(text.contains) ? text : nil
        }
    }
}
