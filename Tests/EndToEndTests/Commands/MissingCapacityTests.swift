import TestSupport
import Testing

/// Clusters that cannot replace what is killed.
@Suite(.serialized, .longWorld, .timeLimit(.minutes(2)))
struct MissingCapacityTests {
    /// What only a kill brings to light: the test names it, and so does the doctor on the cluster that is left.
    @Test(arguments: [
        ("no-gpu-for-replacement", "pending"), ("oom-killed", "restarts"), ("crash-loop", "restarts"),
        ("slow-model-load", "load-time"),
    ])
    func missingCapacity(_ scenario: String, _ check: String) async throws {
        let delay = scenario == "slow-model-load" ? [] : ["--startup-delay", "1s"]
        try await HeadlessDemo.with(["--scenario", scenario] + delay) { demo in
            let flags = ["--kubeconfig", demo.kubeconfig, "--max-recovery", "8s", "--max-tokens", "40"]
            let (exitCode, tested) = try await JudgedRun.of("test", flags)
            #expect(exitCode == 1, "\(tested)")
            #expect(tested.findings.contains { $0.id == check && $0.cause == .resourceConstraints }, "\(tested.findings)")
            let (doctorCode, seen) = try await JudgedRun.of("doctor", flags)
            #expect(seen.checks.contains { $0.id == check && $0.status == .fail }, "\(seen.checks)")
            #expect(doctorCode == 4)
        }
    }
}
