import ClusterModel
@testable import DiagnosisModel
@testable import DrillModel
@testable import FailoverModel
@testable import IncidentModel
@testable import TrafficModel

/// Reports as a test writes them.
enum ReportExamples {
    static let subject = TestReport.Subject(
        context: "kind-demo", namespace: "default", serverVersion: "v1.36.0", router: "service/vllm-router-service:80",
        session: "9999", sessionHeader: "x-user-id", model: "facebook/opt-125m", api: .chat, onBreak: .observe,
        kill: .now)

    private static let engine = "vllm-opt125m-deployment-vllm-569b694564-"

    /// One kill that the stream did not survive.
    static let failed = TestReport(
        kind: .test, startedAt: 1_795_464_480, duration: 14.25, verdict: .fail, subject: subject,
        rounds: [round],
        gaps: [
            .init(name: "detection", count: 1, median: 0.004, least: 0.004, most: 0.004),
            .init(name: "service gap", count: 1, median: 0.31, least: 0.31, most: 0.31),
            .init(name: "capacity gap", count: 1, median: 9.4, least: 9.4, most: 9.4),
        ],
        checks: [
            Check("replicas", "ready engines", .pass, "3 engines are ready."),
            Check("budgets", "disruption budgets", .warn, "No budget protects the engines.", remedy: "Add one."),
        ],
        findings: [
            Check(
                "stream-ends", "the router ends broken streams", .fail,
                "The router ended the stream without a finish reason.",
                evidence: [
                    Evidence("stream k3x9-1", "end", "clean end of the connection, no [DONE]", at: 1_795_464_483.1)
                ],
                remedy: "Let clients resume, or use a router that migrates streams.", cause: .networking)
        ])

    private static func load(_ waiting: Double, _ firstToken: Double) -> EngineLoad {
        var load = EngineLoad()
        load.waiting = waiting
        load.firstToken = LatencyHistogram(buckets: [(firstToken * 0.999, 0), (firstToken, 20)], count: 20).map { LatencyPercentiles($0, window: 30) }
        return load
    }

    static let round = Round(
        number: 1, pod: engine + "8wt2h", podUID: "0d9c2f3e-58aa-4c1b", letter: "A", successor: engine + "4psb7",
        replacement: engine + "zz9qk",
        results: [
            ExpectationResult(.requestContinues, .fail, "The stream was truncated after 20 tokens."),
            ExpectationResult(.sessionMoves, .pass, "The next request was served by B; 4 of 4 sessions stayed."),
            ExpectationResult(
                .littleInterruption, .pass, "The session waited 0.31 s.", measured: 0.31, limit: 2),
            ExpectationResult(
                .fastRecovery, .pass, "D was ready and used by the router.", measured: 9.4, limit: 300),
        ],
        marks: [
            .init(mark: "T0", meaning: "kill accepted", seconds: 0, source: .api),
            .init(mark: "T1", meaning: "terminating", seconds: 0.012, source: .api),
            .init(mark: "T2", meaning: "last token from A", seconds: -0.008, source: .stream),
            .init(mark: "T3", meaning: "break seen", seconds: -0.004, source: .stream),
            .init(mark: "T4", meaning: "router dropped A", seconds: 0.62, source: .probe, uncertainty: 0.5),
            .init(mark: "T5", meaning: "first token from B", seconds: 0.302, source: .stream),
            .init(mark: "T6", meaning: "rate restored", seconds: 0.354, source: .stream),
            .init(mark: "T7", meaning: "D ready", seconds: 9.4, source: .api),
        ],
        detectionGap: 0.004, serviceGap: 0.31, capacityGap: 9.4,
        stream: .init(
            request: "k3x9-1", outcome: "truncated", detail: "clean end of the connection, no finish reason, no [DONE]",
            isResumed: false, isRestarted: false, tokens: 20, timeToFirstToken: 0.104, endToEnd: 1.09, attempts: 0),
        ledger: [
            LedgerLine(
                request: "k3x9-1", letter: "A", pod: engine + "8wt2h", tokens: 20, fate: .kept, resentAsPrompt: 0)
        ],
        otherSessions: OtherSessions(elsewhere: 4, stayed: 4, onPod: 2, rescued: 2), failedRequests: 0,
        load: [
            EngineLoadLine(letter: "B", pod: engine + "4psb7", before: load(0, 0.2), during: load(7, 3.1)),
            EngineLoadLine(letter: "C", pod: engine + "cn9tb", before: load(0, 0.2), during: nil),
        ],
        replacementSteps: [
            .init(step: "created", seconds: 0.05), .init(step: "scheduled", seconds: 0.9), .init(step: "started", seconds: 0.9),
            .init(step: "weights loaded", took: 5.2), .init(step: "ready", seconds: 9.4),
        ],
        lanes: [
            .init(
                letter: "A", pod: engine + "8wt2h",
                spans: [
                    .init(kind: "ready", from: -60, to: 0.012), .init(kind: "tokens", from: -1.0, to: -0.008),
                    .init(kind: "terminating", from: 0.012, to: 1.1), .init(kind: "gone", from: 1.1, to: 12),
                ]),
            .init(
                letter: "B", pod: engine + "4psb7",
                spans: [.init(kind: "ready", from: -60, to: 12), .init(kind: "tokens", from: 0.302, to: 11)]),
            .init(letter: "C", pod: engine + "cn9tb", spans: [.init(kind: "ready", from: -60, to: 12)]),
            .init(
                letter: "D", pod: engine + "zz9qk",
                spans: [
                    .init(kind: "pending", from: 0.05, to: 0.9), .init(kind: "starting", from: 0.9, to: 9.4),
                    .init(kind: "ready", from: 9.4, to: 12),
                ]),
        ])

    /// The same, but failtop resumed the answer on B.
    static let resumed: TestReport = {
        var report = failed
        report.verdict = .passWithResume
        report.subject.onBreak = .resume
        report.rounds[0].results[0] = ExpectationResult(
            .requestContinues, .passWithResume, "complete with 512 tokens, only because failtop resumed it")
        report.rounds[0].stream = .init(
            request: "k3x9-1", outcome: "complete", isResumed: true, isRestarted: false, tokens: 512,
            timeToFirstToken: 0.104, endToEnd: 26.9, attempts: 1,
            addedGap: 0.006)
        report.rounds[0].ledger.append(
            LedgerLine(
                request: "k3x9-2", letter: "B", pod: engine + "4psb7", tokens: 492, fate: .kept, resentAsPrompt: 20))
        report.rounds[0].otherSessions = OtherSessions(elsewhere: 4, stayed: 3, rebalanced: 1, onPod: 2, rescued: 2)
        report.findings = []
        return report
    }()

    static let doctor = TestReport(
        kind: .doctor, startedAt: 1_795_464_480, duration: 2.5, verdict: .refused, subject: subject, rounds: [],
        gaps: [],
        checks: [
            Check("kubectl", "kubectl", .pass, "v1.32.4 against a server v1.36.0."),
            Check(
                "replicas", "ready engines", .fail, "Only 1 engine is ready; a session has nowhere to go.",
                evidence: [Evidence("Deployment/vllm-opt125m", "spec.replicas", "1", at: 1_795_464_480)],
                remedy: "kubectl scale deployment/vllm-opt125m --replicas=3", cause: .insufficientReplicas),
            Check("budgets", "disruption budgets", .warn, "None covers the engines.", remedy: "Add a budget."),
            Check("streaming", "streaming works", .skip, "Not asked: no engine to spare."),
        ], findings: [])

    /// Three kills, one of them without a replacement in time.
    static let repeated: TestReport = {
        var report = failed
        report.rounds = (1...3).map { number in
            var round = round
            round.number = number
            return round
        }
        report.rounds[2].results[3] = ExpectationResult(.fastRecovery, .inconclusive, "Not seen.", limit: 300)
        report.rounds[2].capacityGap = nil
        report.gaps = [
            .init(name: "service gap", count: 3, median: 0.31, least: 0.29, most: 0.52, p90: 0.5, p99: 0.52),
            .init(name: "capacity gap", count: 2, median: 9.4, least: 9.1, most: 9.7),
        ]
        return report
    }()

    /// Nothing was killed.
    static let refused: TestReport = {
        var report = failed
        (report.verdict, report.reason) = (.refused, "Only one engine is ready.")
        (report.rounds, report.gaps, report.findings) = ([], [], [])
        return report
    }()

    static let aborted: TestReport = {
        var report = failed
        (report.verdict, report.reason) = (.aborted, "Interrupted.")
        report.rounds[0].results.removeLast(2)
        return report
    }()

    /// Everything that text from outside may do to a document.
    static let poison =
        "\u{1B}[31mred\u{1B}]0;title\u{7}\u{9B}2J ]]> <script>alert(1)</script> & \"quoted\" 'single' \u{0}\u{8}\u{7F}\u{FFFE}"
        + " | `code` *b* [l](x) 👩‍🚀漢字 \u{202E}desrever\u{2066} a\u{301}\r\n# heading\n- item \u{2028}"
        + String(repeating: "x", count: 200)

    static let hostile: TestReport = {
        var report = failed
        report.reason = poison
        report.subject.context = poison
        report.subject.router = poison
        report.rounds[0].pod = poison
        report.rounds[0].letter = poison
        report.rounds[0].successor = poison
        report.rounds[0].results[0].detail = poison
        report.rounds[0].results[2].measured = .nan
        report.rounds[0].marks[1].meaning = poison
        report.rounds[0].marks[2].seconds = .infinity
        report.rounds[0].marks[3].seconds = 1e300
        report.rounds[0].stream?.detail = poison
        report.rounds[0].stream?.outcome = poison
        report.rounds[0].ledger[0].letter = poison
        report.rounds[0].ledger[0].pod = nil
        report.rounds[0].lanes[0] = .init(
            letter: poison, pod: poison,
            spans: [
                .init(kind: poison, from: -.infinity, to: .infinity), .init(kind: "tokens", from: .nan, to: 1),
                .init(kind: "ready", from: 5, to: -5),
            ])
        report.gaps[0].name = poison
        report.gaps[0].median = -.infinity
        report.findings[0].title = poison
        report.findings[0].evidence = [Evidence(poison, poison, poison, at: 1e300)]
        report.checks[0].id = poison
        report.checks[0].remedy = poison
        return report
    }()

    static let all = [failed, resumed, doctor, repeated, refused, aborted, hostile]
}
