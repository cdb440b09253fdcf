import TestSupport
import Testing

/// The official Python client on the embedded cluster: what the production stack's router watches with.
@Suite(.serialized, .world, .timeLimit(.minutes(3)))
struct PythonClientTests {
    /// Deletes an engine and prints what its watch tells of it.
    private static let script = """
        from kubernetes import client, config, watch
        config.load_kube_config()
        api = client.CoreV1Api()
        pods = api.list_namespaced_pod("default", label_selector="environment=test")
        victim = pods.items[0].metadata
        api.delete_namespaced_pod(victim.name, "default", grace_period_seconds=1)
        since = pods.metadata.resource_version
        for event in watch.Watch().stream(api.list_namespaced_pod, "default", label_selector="environment=test",
                                          resource_version=since, timeout_seconds=20):
            pod = event["object"]
            if pod.metadata.uid == victim.uid:
                print(event["type"], "terminating" if pod.metadata.deletion_timestamp else "")
                if event["type"] == "DELETED":
                    break
        """

    @Test func itsWatchSeesADeletion() async throws {
        try await HeadlessDemo.with { demo in
            let outcome = try await Program.run(
                PythonEnvironment.program("python"), ["-c", Self.script], environment: ["KUBECONFIG": demo.kubeconfig])
            #expect(outcome.exitCode == 0, "\(outcome.error)")
            let seen = outcome.output.split(separator: "\n")
            #expect(seen.first == "MODIFIED terminating", "\(seen)")
            #expect(seen.last == "DELETED terminating", "\(seen)")
        }
    }
}
