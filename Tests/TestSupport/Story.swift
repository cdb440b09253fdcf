import ClusterModel
import FailoverModel
import TrafficModel

/// Plays facts into a state at given seconds, as the board would see them, and keeps the commands that come of it.
package struct Story {
    package private(set) var state: State
    package private(set) var commands: [Command] = []
    /// All that was told, as a journal would have it.
    package private(set) var events: [Event] = []
    /// Seconds since the start, of the last fact.
    package private(set) var time: Double = 0

    package static let prefix = "vllm-opt125m-deployment-vllm-569b694564-"

    package init(_ change: (inout Settings) -> Void = { _ in }) {
        var settings = Settings()
        settings.startsArmed = true
        settings.arming = .lasts
        change(&settings)
        state = State(start: Start(runID: "test", wallClockAtZero: 1_795_464_480, utcOffset: 0, settings: settings))
        tell(at: 0, .started(state.start))
    }

    @discardableResult
    package mutating func tell(at seconds: Double, _ facts: Fact...) -> [Command] {
        time = seconds
        var new: [Command] = []
        for fact in facts {
            new += play(fact)
        }
        commands += new
        return new
    }

    /// Further facts at the time of the last.
    @discardableResult
    package mutating func tell(_ facts: Fact...) -> [Command] {
        var new: [Command] = []
        for fact in facts { new += play(fact) }
        commands += new
        return new
    }

    private mutating func play(_ fact: Fact) -> [Command] {
        let event = Event(at: Moment(.seconds(time)), fact)
        events.append(event)
        return reduce(into: &state, event)
    }

    /// Opens dialogs and the like at the time of the last fact. An answer comes when the question takes one.
    @discardableResult
    package mutating func press(_ actions: Action...) -> [Command] {
        actions.flatMap { action in
            if action == .confirm, let from = state.navigation.answersFrom { time = max(time, from.seconds + 0.001) }
            return tell(.action(action))
        }
    }

    // MARK: - the cast

    /// An engine whose name ends in `suffix` and whose address is 10.0.0.`host`; those with lower numbers are older.
    package static func engine(_ suffix: String, host: Int, ready: Bool = true) -> Pod {
        Pod(
            identity: PodIdentity(name: prefix + suffix, uid: "\(suffix)-0000-uid"), namespace: "default",
            labels: ["environment": "test", "release": "test", "model": "opt125m", "helm-release-name": "vllm"],
            phase: "Running", ip: "10.0.0.\(host)", node: "node-1", createdAt: 1_795_463_760 + Double(host - 100) / 1_000, isReady: ready,
            isScheduled: true,
            containers: [
                Container(
                    name: "vllm", image: "vllm/vllm-openai", isReady: ready, state: .running(since: 1_795_463_760))
            ],
            owner: "vllm-opt125m-deployment-vllm-569b694564")
    }

    /// The engines' replica set, revision 1 of `deployment`.
    package static func replicaSet(replicas: Int) -> ReplicaSet {
        ReplicaSet(
            uid: "engines", name: "vllm-opt125m-deployment-vllm-569b694564", namespace: "default",
            owner: "vllm-opt125m-deployment-vllm", replicas: replicas, revision: 1)
    }

    package static func deployment(replicas: Int, revision: Int = 1) -> Deployment {
        Deployment(
            uid: "engine-deployment", name: "vllm-opt125m-deployment-vllm", namespace: "default", replicas: replicas,
            revision: revision)
    }

    package static func routerPod(_ suffix: String = "rxg85") -> Pod {
        Pod(
            identity: PodIdentity(name: "vllm-deployment-router-5b4cd69668-\(suffix)", uid: "\(suffix)-router"),
            namespace: "default", labels: ["environment": "router", "release": "router"], phase: "Running",
            ip: "10.0.0.2", createdAt: 1_795_463_760, isReady: true, isScheduled: true,
            containers: [
                Container(name: "router-container", isReady: true, state: .running(since: 1_795_463_760))
            ],
            owner: "vllm-deployment-router-5b4cd69668")
    }

    package static let routerService = Service(
        uid: "router-service", name: "vllm-router-service", namespace: "default",
        labels: ["environment": "router", "release": "router"],
        selector: ["environment": "router", "release": "router"], ports: [ServicePort(name: "router-sport", port: 80)])

    package static func worker(_ host: Int) -> String { "http://10.0.0.\(host):8000" }

    /// Three ready engines 8wt2h, 4psb7, cn9tb on hosts 11, 12, 13, a router, everything live, users on all of them.
    package static func steady(_ change: (inout Settings) -> Void = { _ in }) -> Story {
        var story = Story(change)
        story.tell(
            at: 0.5,
            .kubernetes(.connected(ClusterIdentity(context: "kind-demo", namespace: "default", version: "v1.36.0"))),
            .kubernetes(.services(.replaced([routerService]))),
            .kubernetes(
                .pods(
                    .replaced([
                        engine("8wt2h", host: 11), engine("4psb7", host: 12), engine("cn9tb", host: 13), routerPod(),
                    ]))))
        for source in Source.allCases {
            let isRouter = source.rawValue.hasPrefix("router")
            story.tell(isRouter ? .router(.source(source, .live)) : .kubernetes(.source(source, .live)))
        }
        story.tell(
            at: 0.6, .router(.models(["facebook/opt-125m"])),
            .router(.health(RouterHealth(status: 200, latency: .milliseconds(2)))))
        for user in 1...6 {
            story.route("user-request-\(user)", session: "user-\(user)", to: 11 + user % 3)
        }
        return story
    }

    /// A routing line of the router's log.
    package mutating func route(_ request: RequestID, session: String?, to host: Int, attempt: Int = 1) {
        let message = RouterLogMessage.routed(
            request: request, session: session, worker: Self.worker(host), attempt: attempt)
        tell(.router(.log(RouterLogEntry(routerPod: "router", message: message))))
    }

    package mutating func logged(at seconds: Double, _ message: RouterLogMessage) {
        tell(at: seconds, .router(.log(RouterLogEntry(routerPod: "router", message: message))))
    }

    /// Sends the question at a time, routes it to a host, and streams `count` tokens from 0.1 s later, one each 50 ms.
    /// Returns its id and the time of the last token. `pressing` is done half-way, as by an operator who reads meanwhile.
    @discardableResult
    package mutating func ask(
        at seconds: Double, host: Int, tokens count: Int, pressing action: Action? = nil
    ) -> (id: RequestID, end: Double) {
        tell(at: seconds, .action(.send))
        let id = state.conversation.current?.id ?? "none"
        return (id, answer(id, from: seconds, host: host, tokens: count, pressing: action))
    }

    /// Routes a request that was sent and streams tokens from 0.1 s after `seconds`. Returns the time of the last one.
    @discardableResult
    package mutating func answer(
        _ id: RequestID, from seconds: Double, host: Int, tokens count: Int, pressing action: Action? = nil
    ) -> Double {
        tell(at: seconds + 0.01, .stream(.opened(id, status: 200)))
        route(id, session: state.settings.session, to: host)
        var at = seconds + 0.1
        for index in 0..<count {
            at = seconds + 0.1 + Double(index) * 0.05
            tell(at: at, .stream(.text(id, Self.words[index % Self.words.count])))
            if let action, index == count / 2 { press(action) }
        }
        return at
    }

    static let words = [
        "Fault", " tolerance", " is", " the", " ability", " of", " a", " system", " to", " keep", " working", " when",
        " some", " of", " its", " parts", " fail", ".", " ",
    ]
}
