import Foundation
import Testing

@testable import DemoCluster

extension ClusterTests {
    /// The real kubectl against the demo. It fails where kubectl is missing: the demo's promise is that it works.
    struct KubectlTests {
        struct Output: Sendable {
            var code: Int32
            var text: String
            var errors: String
        }

        static func kubectl(_ client: TestClient, _ arguments: String) async throws -> Output {
            let process = Process()
            process.executableURL = URL(filePath: "/usr/bin/env")
            process.arguments = ["kubectl", "--request-timeout=10s"] + arguments.split(separator: " ").map(String.init)
            var environment = ProcessInfo.processInfo.environment
            environment["KUBECONFIG"] = client.addresses.kubeconfigPath
            // Discovery is cached below the home folder, by host and port.
            environment["KUBECACHEDIR"] =
                URL(filePath: client.addresses.kubeconfigPath).deletingLastPathComponent().appending(path: "cache").path
            process.environment = environment
            let (out, err) = (Pipe(), Pipe())
            process.standardOutput = out
            process.standardError = err
            try process.run()
            async let text = read(out)
            async let errors = read(err)
            return Output(code: await end(of: process, after: text, errors), text: await text, errors: await errors)
        }

        private static func read(_ pipe: Pipe) async -> String {
            await withCheckedContinuation { continuation in
                DispatchQueue.global().async {
                    let data = (try? pipe.fileHandleForReading.readToEnd()) ?? nil
                    continuation.resume(returning: String(decoding: data ?? Data(), as: UTF8.self))
                }
            }
        }

        /// Both pipes are at their end, so the process is about to be.
        private static func end(of process: Process, after _: String, _: String) async -> Int32 {
            process.waitUntilExit()
            return process.terminationStatus
        }

        @Test func `kubectl reads everything`() async throws {
            var configuration = DemoCluster.Configuration.quick
            configuration.disruptionBudget = "2"
            try await withCluster(configuration) { cluster, client in
                let pod = try #require(try await cluster.readyEngines().first)
                let expectations = [
                    ("get pods", pod.name), ("get pods -o wide", pod.podIP), ("get all -A", "deployment.apps/vllm-"),
                    ("get rs,ep,endpointslices,pdb,svc,ns,nodes", "node/node-1"), ("get events", "SuccessfulCreate"),
                    ("get pod \(pod.name) -o yaml", "podIP: \(pod.podIP)"), ("get pods -o json", "\"kind\": \"List\""),
                    ("get pods -l model=opt125m,!x -o name", "pod/\(pod.name)"),
                    ("get pods --field-selector status.phase=Running", pod.name),
                    ("describe pod \(pod.name)", "Successfully assigned default/\(pod.name)"),
                    ("describe deployment vllm-opt125m-deployment-vllm", "MinimumReplicasAvailable"),
                    ("describe node node-1", "nvidia.com/gpu"), ("describe service vllm-router-service", "router-sport"),
                    ("logs \(pod.name)", "listening on \(pod.podIP)"), ("logs \(pod.name) --tail=1 --timestamps", "Z "),
                    ("version", "Server Version"), ("cluster-info", client.addresses.apiServerURL),
                    ("api-resources", "poddisruptionbudgets"), ("auth can-i delete pods", "yes"),
                    ("wait --for=condition=Ready pod/\(pod.name) --timeout=5s", "condition met"),
                ]
                for (arguments, expected) in expectations {
                    let output = try await Self.kubectl(client, arguments)
                    #expect(output.code == 0, "kubectl \(arguments): \(output.errors)")
                    #expect(output.text.contains(expected), "kubectl \(arguments): \(output.text)")
                }
                let missing = try await Self.kubectl(client, "get pod nope")
                #expect(missing.errors.contains("pods \"nope\" not found"))
            }
        }

        @Test func `kubectl kills, scales, labels and rolls`() async throws {
            try await withCluster { cluster, client in
                for how in ["--now", "--force --grace-period=0", ""] {
                    let pod = try #require(try await cluster.readyEngines().first)
                    let output = try await Self.kubectl(client, "delete pod \(pod.name) \(how)")
                    #expect(output.code == 0, "\(how): \(output.errors)")
                    #expect(!cluster.engines.contains { $0.uid == pod.uid })
                }
                let pod = try #require(try await cluster.readyEngines().first)
                let deployment = "deployment/vllm-opt125m-deployment-vllm"
                for arguments in [
                    "label pod \(pod.name) a=b", "annotate pod \(pod.name) c=d", "scale \(deployment) --replicas=2",
                    "rollout status \(deployment) --timeout=8s", "rollout restart \(deployment)",
                    "rollout status \(deployment) --timeout=8s", "cordon node-1",
                    "drain node-2 --ignore-daemonsets --timeout=8s", "uncordon node-1",
                ] {
                    let output = try await Self.kubectl(client, arguments)
                    #expect(output.code == 0, "kubectl \(arguments): \(output.errors)")
                }
                let engines = try await cluster.readyEngines(2)
                #expect(Set(engines.map(\.nodeName)).isDisjoint(with: ["node-2"]))
                #expect(cluster.store.items(.replicaSets).filter { $0.name.hasPrefix("vllm-opt125m") }.count == 2)
            }
        }
    }
}
