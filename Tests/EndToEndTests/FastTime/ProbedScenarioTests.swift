import FailoverModel
import ProbeModel
import TestSupport
import Testing

extension FastTimeTests {
    /// Nobody presses `s` or `x`: probes and canaries tell what the death of an engine is to a client, on a fast clock.
    @Suite(.timeLimit(.minutes(3)))
    @MainActor
    struct ProbedScenarioTests {
        private static func settings(canaries: Bool) -> FailoverModel.Settings {
            FailoverModel.Settings { settings in
                var probes = ProbeSettings()
                probes.every = .seconds(10)
                probes.holdsStreams = canaries
                settings.probes = probes
                // A busy machine must not make a well router fail.
                settings.limits.serviceGap = .seconds(30)
            }
        }

        /// The four results of the incident on the screen, as words.
        private static func outcomes(_ screen: String) -> [String] {
            screen.matches(of: #/[1-4] (?:request|session|gap|capacity) +(PASS|FAIL|RESUMED|unknown|open)/#).map { String($0.1) }
        }

        @Test(arguments: [
            ("healthy", true, "FAIL PASS PASS PASS"), ("healthy", false, "unknown PASS PASS PASS"),
            ("migrating-router", true, "PASS PASS PASS PASS"),
        ])
        func anEngineThatIsDeletedIsJudged(_ scenario: String, _ canaries: Bool, _ outcomes: String) async throws {
            try await FastBoard.with(scenario: scenario, rate: canaries ? 2 : 5, settings: Self.settings(canaries: canaries)) { board in
                try await board.shows("● LIVE 3/3", "router-service ● LIVE")
                let before = try await board.shows("probes ", "tok/min")
                #expect(before.contains("No incident yet"))
                try await board.eventually("a session of ours on each engine") { !$0.contains(#/probes [0-2]\/3/#) }
                let pods = try await board.kubectl("get", "pods", "-l", "model=opt125m", "-o", "name").split(separator: "\n")
                try await board.kubectl("delete", String(try #require(pods.first)), "--now", "--wait=false")
                let end = try await board.shows("incident 1 recovered · ", "used by router")
                #expect(Self.outcomes(end).joined(separator: " ") == outcomes, "\(end)")
            }
        }
    }
}
