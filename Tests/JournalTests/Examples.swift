import ClusterModel
import FailoverModel
@testable import TrafficModel

/// One event of every kind of fact.
enum Examples {
    static let events: [Event] = facts.enumerated().map {
        Event(at: Moment(nanoseconds: Int64($0.offset) * 7), $0.element)
    }

    private static let facts: [Fact] =
        [.started(start), .ticked, .notifyFailed("exit 1")] + kubernetes.map(Fact.kubernetes) + router.map(Fact.router)
        + stream.map(Fact.stream) + actions.map(Fact.action)

    private static let start = Start(
        runID: "k3x9", wallClockAtZero: 1_795_464_360.25, utcOffset: -3600,
        settings: Settings {
            $0.model = "m"
            $0.api = .completions
            $0.stallAfter = .milliseconds(1500)
            $0.killKind = .evict
            $0.engineSelector = LabelSelector(["a": "b"])
            $0.router = .service(name: "r", port: nil)
            $0.arming = .lasts
        })
    private static let fault = FaultOrder(pod: identity, namespace: "default", kind: .heal)
    private static let author = KillAuthor(login: "me", user: "u", context: "c")

    private static let identity = PodIdentity(name: "engine-0", uid: "0d9c2f3e-1")
    private static let termination = Termination(exitCode: 137, signal: 9, reason: "OOMKilled", finishedAt: 3.5)
    private static let pod = Pod(
        identity: identity, namespace: "default", labels: ["app": "vllm"], phase: "Running", ip: "10.0.0.1",
        createdAt: 1_795_464_000, isTerminating: true, deletionGracePeriod: 30,
        containers: [
            Container(name: "a", state: .running(since: nil), lastTermination: termination),
            Container(name: "b", state: .terminated(termination)), Container(name: "c", state: .waiting(reason: "x")),
        ])
    private static let order = KillOrder(pod: identity, namespace: "default", kind: .now)

    private static let kubernetes: [KubernetesFact] = [
        .connected(ClusterIdentity(context: "kind", namespace: "default", version: "v1.36.0")),
        .source(.pods, .connecting), .source(.pods, .loading(500)), .source(.pods, .live),
        .source(.pods, .stale(since: Moment(nanoseconds: 5), reason: "r")), .source(.pods, .forbidden("f")),
        .source(.pods, .unreachable(since: nil, reason: "r")),
        .pods(.replaced([pod, pod])), .pods(.changed(pod)), .pods(.removed(pod)),
        .deployments(.changed(Deployment(uid: "u", name: "d", namespace: "n", replicas: 3))),
        .services(.changed(Service(uid: "u", name: "s", namespace: "n", ports: [ServicePort(port: 80)]))),
        .endpointSlices(
            .changed(
                EndpointSlice(
                    uid: "u", name: "e", namespace: "n", endpoints: [Endpoint(addresses: ["10.0.0.1"], pod: identity)]))
        ),
        .clusterEvents(.changed(ClusterEvent(uid: "u", reason: "Killing", message: "\u{1B}[31m✗ \"q\"\n"))),
        .replicaSets(.changed(ReplicaSet(uid: "u", name: "r", namespace: "n", owner: "d", replicas: 2, revision: 3))),
        .statefulSets(
            .changed(
                StatefulSet(uid: "u", name: "s", namespace: "n", owner: "l", ownerKind: "LeaderWorkerSet", replicas: 2, updateRevision: "s-1"))),
        .nodes(.changed(Node(uid: "u", name: "node-1", isReady: false, problem: "p", isCordoned: true))),
        .killRequested(order, author), .killPreviewed(order, .wouldKill), .killPreviewed(order, .wouldRefuse(.budget("c"))),
        .killPreviewed(order, .unknown("t")),
        .faultAccepted(fault), .faultRefused(fault, "no"), .faultUnknown(fault, "late"),
        .killAccepted(order), .killRefused(order, .alreadyReplaced("a")), .killRefused(order, .forbidden("b")),
        .killRefused(order, .budget("c")), .killRefused(order, .failed("d")),
        .killRefused(order, .rejected("e")), .killRefused(order, .notSent("f")), .killUnknown(order, "no answer in time"),
    ]

    private static let router: [RouterFact] =
        [
            .source(.routerHealth, .live), .health(RouterHealth(status: nil, latency: .milliseconds(3), problem: "p")),
            .engines(["a", "b"]), .models([]),
            .workers([WorkerFigures(url: "http://10.0.0.1:8000", running: 1, isHealthy: true, breaker: .halfOpen)]),
            .listed([ListedWorker(url: "http://10.0.0.1:8000", isHealthy: false)]),
            .instances([RouterInstance(id: "10990486683503302112", address: "10.0.0.1:1")]),
            .counters(RouterCounters(retries: 1, exhausted: 2, migrations: 3, failedMigrations: 4)),
            .engine(EngineFigures(pod: PodIdentity(name: "p", uid: "u"), running: 1, waiting: 2, generatedTokens: 3)),
            .engineStart(EngineStartEntry(pod: PodIdentity(name: "p", uid: "u"), step: .weights, seconds: 2)),
        ]
        + [
            .routed(request: "r", session: nil, worker: "w", attempt: 2),
            .attemptFailed(request: "r", worker: "w", attempt: 1, problem: "p"),
            .sessionRouted(session: "s", worker: "w"), .workerFailed(worker: "w", problem: "p"),
            .requestFailed(request: "r", status: 500), .migrating(request: "r", from: "1", tokens: 2, reason: "x"),
            .migrationRefused(request: "r", from: "1", reason: "x"), .breakerChanged(from: "closed", to: "open"),
            .engineDiscovered(pod: "p", ip: "i"), .engineDropped(pod: "p"), .engineTerminating(pod: "p"),
            .streamBroke("b"), .recognised(.dynamo), .unknown(lines: 3),
        ].map { .log(RouterLogEntry(routerPod: "router-0", message: $0)) }

    private static let stream: [StreamFact] = [
        .opened("r", status: 200), .text("r", " ü\n"), .finishReason("r", "stop"),
        .usage("r", TokenUsage(promptTokens: 1, completionTokens: 2)), .errorEvent("r", "e"), .doneMarker("r"),
        .garbage("r", "g"), .closed("r", .cleanEnd), .closed("r", .brokenEnd("b")),
        .closed("r", .refused(status: 503, body: "b")), .closed("r", .unreachable("u")), .closed("r", .cancelled),
    ]

    private static let actions: [Action] = [
        .quit, .interrupt, .suspend, .redraw, .help, .focusNext, .focusPrevious, .zoom(.failover), .move(.pageDown),
        .filter, .details, .send, .killActive, .killChosen, .toggleArmed, .pause, .previousIncident, .nextIncident,
        .confirm, .dismiss, .type("é"), .erase, .nextChoice, .faults, .incidents, .copy, .lesson, .hint, .choose(3),
    ]
}
