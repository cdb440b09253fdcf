import DemoCluster
import FailoverModel
import ProbeModel
import Synchronization
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

        /// What befell the users, by their own count, and what the board knows of it, which knows nothing of that count.
        @Test(arguments: [
            ("closing-engine", 12, "FAIL PASS PASS PASS"), ("sigterm-error-event", 12, "FAIL PASS PASS PASS"), ("sidecars", 12, "FAIL PASS PASS PASS"),
            ("leader-worker-set", 12, "FAIL PASS PASS PASS"), ("insufficient-replicas", 12, "FAIL (PASS|FAIL) PASS PASS"),
        ])
        func whoWasHurtIsWhatTheUsersSay(_ scenario: String, _ users: Int, _ outcomes: String) async throws {
            let failed = Mutex((cut: 0, refused: 0))
            try await FastBoard.with(scenario: scenario, users: users, rate: 4, settings: Self.settings(canaries: true)) { _, answer in
                failed.withLock { failed in
                    if answer == .cut { failed.cut += 1 }
                    if answer == .refused { failed.refused += 1 }
                }
            } _: { board in
                try await board.shows("router-service ● LIVE", "2 Sessions \(users)", "probes ", "No incident yet")
                try await board.eventually("a session of ours on each engine") { !$0.contains(#/probes [0-9]+\/[0-9]/#) }
                failed.withLock { $0 = (0, 0) }
                let pods = try await board.kubectl("get", "pods", "-l", "model=opt125m", "-o", "name").split(separator: "\n")
                try await board.kubectl("delete", String(try #require(pods.first)), "--wait=false")
                try await board.shows("incident 1 recovered, checking")
                try await board.eventually("the end of the incident") { $0.contains("incident 1 recovered") && !$0.contains("checking") }
                let end = board.terminal.lines.joined(separator: "\n")
                #expect(try Regex(outcomes).wholeMatch(in: Self.outcomes(end).joined(separator: " ")) != nil, "\(end)")
                board.terminal.type("c")
                try await board.shows("copied: incident 1")
                let told = try #require(board.terminal.copies.last)
                let (cut, refused) = failed.withLock { $0 }
                let counts = told.firstMatch(of: #/(?:([0-9]+) to )?([0-9]+) requests? of others cut, ([0-9]+) sent in vain/#)
                let most = counts.flatMap { Int($0.2) } ?? 0
                let least = counts.flatMap { $0.1.flatMap { Int($0) } } ?? most
                #expect((least...max(least, most)).contains(cut), "the users: \(cut) cut, \(refused) refused; \(told)")
                #expect(counts.flatMap { Int($0.3) } ?? 0 == refused, "the users: \(cut) cut, \(refused) refused; \(told)")
            }
        }

        /// No object of the API, no probe of Kubernetes and no line of the router tells of it.
        @Test func anEngineThatFreezesIsFound() async throws {
            try await FastBoard.with(scenario: "frozen-engine", rate: 4, settings: Self.settings(canaries: true)) { board in
                try await board.shows("INCIDENT 1", " frozen")
                let screen = try await board.shows("froze: it is Ready", "T3 break seen", "+")
                let letter = try #require(screen.firstMatch(of: #/([A-C]) froze/#)).1
                let place = try #require(["A", "B", "C"].firstIndex(of: String(letter)))
                let pods = try await board.kubectl("get", "pods", "-l", "model=opt125m", "-o", "name").split(separator: "\n").map(String.init)
                try await board.kubectl("delete", pods[place], "--now", "--wait=false")
                // The next one freezes meanwhile: the list has both.
                board.terminal.type("i")
                try await board.eventually("the end of the first") { $0.contains(#/1 [0-9:]+ recovered .*froze/#) }
            }
        }
    }
}
