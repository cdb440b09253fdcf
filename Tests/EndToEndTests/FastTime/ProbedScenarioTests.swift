import DemoCluster
import FailoverModel
import IncidentModel
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

        /// A session of ours on each engine; before the engines are known there is nothing to count.
        private static func probesAreThere(_ board: FastBoard) async throws {
            try await board.eventually("a session of ours on each engine") { $0.contains(#/probes [1-9][0-9,]* tok/#) }
        }

        private static func deleteEngine(_ board: FastBoard, at place: Int, _ how: String...) async throws {
            let pods = try await board.kubectl("get", "pods", "-l", "model=opt125m", "-o", "name").split(separator: "\n").map(String.init)
            try #require(pods.indices.contains(place))
            try await board.kubectl(["delete", pods[place], "--wait=false"] + how)
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
                try await Self.probesAreThere(board)
                try await Self.deleteEngine(board, at: 0, "--now")
                let end = try await board.shows("incident 1 recovered · ", "used by router")
                #expect(Self.outcomes(end).joined(separator: " ") == outcomes, "\(end)")
            }
        }

        /// What befell the users, by their own count, and what the board knows of it, which knows nothing of that count.
        @Test(arguments: ProbedScenario.chosen) func whoWasHurtIsWhatTheUsersSay(_ world: ProbedScenario) async throws {
            let failed = Mutex((cut: 0, refused: 0))
            let end = try await FastBoard.with(
                scenario: world.name, users: world.users, rate: 4, settings: Self.settings(canaries: true)
            ) { _, answer in
                failed.withLock { failed in
                    if answer == .cut { failed.cut += 1 }
                    if answer == .refused { failed.refused += 1 }
                }
            } _: { board in
                if world.serves {
                    try await board.shows("router-service ● LIVE", "2 Sessions ", "probes ")
                    try await board.eventually("all engines") { !$0.contains("pods ● LIVE 0/") }
                    failed.withLock { $0 = (0, 0) }
                }
                if world.isDeleted {
                    // Where nothing keeps a session, none of ours is known to stay on an engine.
                    if world.keepsSessions { try await Self.probesAreThere(board) }
                    failed.withLock { $0 = (0, 0) }
                    try await Self.deleteEngine(board, at: 0)
                    try await board.shows("incident 1 ", "A was deleted")
                }
                if world.closes {
                    try await board.eventually("the end of the incident", within: .seconds(90)) { $0.contains("incident 1 recovered") && !$0.contains("checking") }
                } else {
                    // What hangs on a pod breaks half a minute after it was asked to stop.
                    try await board.eventually("two minutes of it") { $0.contains(#/│R .* [2-9]m│/#) }
                }
            }
            let state = try #require(end)
            let lines = state.incidents.all.map { state.incidents.line(of: $0, at: state.now, cluster: state.cluster, traffic: state.traffic) }
            let told = lines.map(\.summary).joined(separator: "\n")
            #expect(lines.first?.cause == world.cause, "\(told)")
            guard let first = lines.first else { return }
            let outcomes = first.results.map(\.outcome.rawValue).joined(separator: " ")
            #expect(try Regex(world.outcomes).wholeMatch(in: outcomes) != nil, "\(first.results.map(\.detail))")
            let (cut, refused) = failed.withLock { $0 }
            let counted: Comment = "the users: \(cut) cut, \(refused) refused; \(told)"
            let others = lines.compactMap(\.otherSessions)
            guard world.serves else {
                #expect(others.allSatisfy { $0.requests == nil }, counted)
                return
            }
            #expect(Self.range(others, \.requestsCut, \.requestsCutAtMost).contains(cut), counted)
            #expect(Self.range(others, \.requestsRefused, \.requestsRefusedAtMost).contains(refused), counted)
        }

        /// Of one incident what it tells; several may each tell of the same.
        private static func range(
            _ others: [OtherSessions], _ least: KeyPath<OtherSessions, Int?>, _ most: KeyPath<OtherSessions, Int?>
        ) -> ClosedRange<Int> {
            let counts = others.map { ($0[keyPath: least] ?? 0, $0[keyPath: most] ?? $0[keyPath: least] ?? 0) }
            let from = counts.map(\.0).max() ?? 0
            let to = max(from, counts.map(\.1).reduce(0, +))
            // Where hundreds are hit, the two counts are not of one moment.
            return (from - from / 20)...(to + to / 20)
        }

        @Test func noScenarioIsLeftOut() {
            #expect(Set(ProbedScenario.all.map(\.name)) == Set(DemoCluster.Scenario.all))
        }

        /// No object of the API, no probe of Kubernetes and no line of the router tells of it.
        @Test func anEngineThatFreezesIsFound() async throws {
            try await FastBoard.with(scenario: "frozen-engine", rate: 4, settings: Self.settings(canaries: true)) { board in
                try await board.shows("INCIDENT 1", " frozen")
                let screen = try await board.shows("froze: it is Ready", "T3 break seen", "+")
                let letter = try #require(screen.firstMatch(of: #/([A-C]) froze/#)).1
                let place = try #require(["A", "B", "C"].firstIndex(of: String(letter)))
                try await Self.deleteEngine(board, at: place, "--now")
                // The next one freezes meanwhile: the list has both.
                board.terminal.type("i")
                try await board.eventually("the end of the first") { $0.contains(#/1 [0-9:]+ recovered .*froze/#) }
            }
        }
    }
}
