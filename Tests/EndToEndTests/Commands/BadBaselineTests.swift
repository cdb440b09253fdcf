import DiagnosisModel
import DrillModel
import TestSupport
import Testing

/// Clusters on which a test is refused, and what the doctor says of them.
@Suite(.serialized, .world, .timeLimit(.minutes(2)))
struct BadBaselineTests {
    /// What is wrong before anything is killed: refused, with the cause, and the doctor says the same.
    @Test(arguments: [
        ("insufficient-replicas", 4, "replicas", .insufficientReplicas),
        ("misconfigured-routing", 4, "session-routing", .misconfiguredRouting),
        ("wrong-session-key", 4, "session-key", .misconfiguredRouting),
        ("connections-cut", 4, "streaming", .networking),
        ("budget-blocks-eviction", 4, "budget", .insufficientReplicas),
        ("forbidden", 3, "permissions", nil),
    ] as [(String, Int32, String, Cause?)])
    func badBaselines(_ scenario: String, _ code: Int32, _ check: String, _ cause: Cause?) async throws {
        try await Self.isRefused(scenario, code, check, cause)
    }

    static func isRefused(
        _ scenario: String, _ code: Int32, _ check: String, _ cause: Cause?, _ look: (TestReport) -> Void = { _ in }
    ) async throws {
        let flags = JudgedRun.quick + ["--scenario", scenario] + (check == "budget" ? ["--kill", "evict"] : [])
            // Requests of others between the two probes may bring both to one engine.
            + (check.hasPrefix("session-") ? ["--sessions", "0"] : [])
        async let diagnosis = JudgedRun.of("doctor", flags)
        let (exitCode, tested) = try await JudgedRun.of("test", flags)
        #expect(exitCode == code, "\(tested)")
        #expect(tested.verdict == .refused)
        #expect(tested.findings.contains { $0.id == check && $0.status == .fail && $0.cause == cause }, "\(tested.findings)")
        let (doctorCode, seen) = try await diagnosis
        #expect(seen.checks.contains { $0.id == check && $0.status == .fail && $0.cause == cause }, "\(seen.checks)")
        #expect(doctorCode == 4 || doctorCode == 3)
        look(seen)
    }

    @Test func theDoctorPassesAHealthyStack() async throws {
        let (exitCode, report) = try await JudgedRun.of("doctor", ["--demo"])
        #expect(exitCode == 0, "\(report.checks)")
        #expect(!report.checks.contains { $0.status == .fail })
        #expect(report.checks.count { $0.status == .pass } >= 15, "\(report.checks)")
    }
}

/// Routers that are waited for in vain; they wait at once.
@Suite(.world, .timeLimit(.minutes(2)))
struct AbsentRouterTests {
    /// And what puts it right.
    @Test(arguments: [
        ("router-refuses", "health", "listens at 8001 (--port), its container says 8000"),
        ("router-unreachable", "health", "the process itself (kubectl logs)"),
        ("service-without-endpoints", "endpoints", "make the service's selector match"),
    ])
    func aRouterThatDoesNotCome(_ scenario: String, _ check: String, _ remedy: String) async throws {
        try await BadBaselineTests.isRefused(scenario, 3, check, .networking) { report in
            #expect(report.checks.contains { $0.id == check && $0.remedy?.contains(remedy) == true }, "\(report.checks)")
        }
    }
}
