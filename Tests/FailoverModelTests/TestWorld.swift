import ClusterModel
import DrillModel
import FailoverModel
import TestSupport
import TrafficModel

/// A cluster, a router and engines in a few lines, on a clock of its own: it answers the commands of a test with the
/// facts that the real parts would tell.
struct TestWorld {
    enum Ending { case cut, drain, migrate, silent }

    var ending = Ending.cut
    /// Hosts that engines have; the first serves the watched session.
    var hosts = [11, 12, 13]
    /// Each request goes to the next engine.
    var isRoundRobin = false
    /// After so many requests it uses one engine more, the last, which takes the watched session.
    var joinsAfter: Int?
    /// Its log tells of that.
    var tellsOfJoining = true
    /// The router's log names no worker.
    var isMute = false
    /// The router's log names sessions and no requests.
    var namesNoRequest = false
    /// A gateway's log: it names a request's worker only so many seconds after its end.
    var logsAtEnd: Double?
    private var sent: [RequestID: (host: Int, at: Double)] = [:]
    /// How many requests after the kill are answered with 500.
    var failures = 0
    /// The first resume is refused as by a router that drops `add_generation_prompt`.
    var dropsFields = false
    /// Nothing renders a chat as a prompt: the router has no `/tokenize`.
    var rendersNothing = false
    /// Seconds until the replacement is ready; nil: never.
    var recovery: Double? = 3
    /// Sessions elsewhere move as well.
    var isShuffling = false
    var refusal: KillRefusal?
    /// The kill is carried out, and its answer is lost.
    var losesAnswer = false
    /// It is lost before it is carried out, and nobody knows.
    var losesKill = false
    var isHealthy = true
    /// Streams break by themselves after so many tokens.
    var cutsAfter: Int?

    /// When the router's list names its engines, in seconds; nil for a router without a list.
    var foundAt: Double?
    private(set) var firstAsked: Double?

    /// The router refuses every request with this status: it wants a key.
    var keyless: Int?

    private(set) var story: Story
    private var queue = FactQueue()
    private var dead: Set<Int> = []
    private var turn = 0
    private(set) var requests: [StreamRequest] = []
    private(set) var kills: [KillOrder] = []

    init(_ change: (inout Settings) -> Void = { _ in }) {
        story = Story { settings in
            settings.maxTokens = 40
            settings.test = TestPlan(otherSessions: 4)
            change(&settings)
        }
    }

    /// Plays until the test is over; the report.
    mutating func play(interruptAt: Double? = nil) -> TestReport {
        begin()
        if let interruptAt { schedule(interruptAt, .action(.interrupt)) }
        for tick in 1...6_000 { schedule(Double(tick) * 0.1, .ticked) }
        while story.state.test.phase != .over, let next = queue.pop() {
            for command in story.tell(at: next.at, next.fact) { carryOut(command, at: next.at) }
        }
        return story.state.testReport { _ in [] }
    }

    private mutating func begin() {
        let identity = ClusterIdentity(context: "kind-demo", namespace: "default", version: "v1.36.0")
        let pods = hosts.map { engine($0) } + [Story.routerPod()]
        schedule(0.1, .kubernetes(.connected(identity)))
        schedule(0.1, .kubernetes(.services(.replaced([Story.routerService]))))
        schedule(0.1, .kubernetes(.pods(.replaced(pods))))
        let endpoint = Endpoint(addresses: ["10.0.0.2"], pod: Story.routerPod().identity)
        let slice = EndpointSlice(
            uid: "slice", name: "router", namespace: "default", service: Story.routerService.name, endpoints: [endpoint])
        schedule(0.1, .kubernetes(.endpointSlices(.replaced([slice]))))
        for source in Source.allCases where source != .routerEngines || foundAt != nil {
            schedule(0.2, source.rawValue.hasPrefix("router") ? .router(.source(source, .live)) : .kubernetes(.source(source, .live)))
        }
        if logsAtEnd != nil { schedule(0.2, .router(.log(RouterLogEntry(routerPod: "router", message: .recognised(.envoy))))) }
        schedule(0.3, .router(.models(["facebook/opt-125m"])))
        if let foundAt { schedule(foundAt, .router(.engines(hosts.map { "engine-\($0)" }))) }
        schedule(0.3, .router(.health(RouterHealth(status: isHealthy ? 200 : 503, latency: .milliseconds(2)))))
    }

    private func engine(_ host: Int, ready: Bool = true) -> Pod { Story.engine("host-\(host)", host: host, ready: ready) }

    private mutating func schedule(_ at: Double, _ fact: Fact) { queue.schedule(at, fact) }

    private mutating func carryOut(_ command: Command, at moment: Double) {
        switch command {
        case .send(let request):
            requests.append(request)
            firstAsked = firstAsked ?? moment
            answer(request, at: moment)
        case .kill(let order):
            kills.append(order)
            kill(order, at: moment)
        case .cancel(let id):
            queue.drop { _, fact in fact.isStream(of: id) }
            schedule(moment, .stream(.closed(id, .cancelled)))
        default:
            break
        }
    }

    // MARK: - the router and the engines

    private mutating func host(of request: StreamRequest, at moment: Double) -> Int {
        turn += 1
        let alive = hosts.filter { !dead.contains($0) }
        if isRoundRobin { return alive[turn % alive.count] }
        if let joinsAfter, turn > joinsAfter {
            if turn == joinsAfter + 1, tellsOfJoining {
                let pod = engine(hosts[hosts.count - 1])
                schedule(moment, .router(.log(RouterLogEntry(routerPod: "router", message: .engineDiscovered(pod: pod.name, ip: pod.ip ?? "")))))
            }
            if request.session == story.state.settings.session { return alive[alive.count - 1] }
        }
        if request.session == story.state.settings.session { return alive[0] }
        let shift = isShuffling && !dead.isEmpty ? 1 : 0
        let own = request.session.utf8.last.map { Int($0) } ?? 0
        // Whoever joins later takes no session from the others.
        let chosen = hosts[(own + shift) % min(3, hosts.count)]
        return alive.contains(chosen) ? chosen : alive[0]
    }

    private mutating func answer(_ request: StreamRequest, at moment: Double) {
        if let keyless { return schedule(moment + 0.01, .stream(.closed(request.id, .refused(status: keyless, body: "no key")))) }
        if !dead.isEmpty, failures > 0, request.session == story.state.settings.session {
            failures -= 1
            return schedule(moment + 0.4, .stream(.closed(request.id, .refused(status: 500, body: "Internal Server Error"))))
        }
        if dropsFields, request.resumption?.form == .assistantMessage {
            let body = "continue_final_message and add_generation_prompt are not compatible."
            return schedule(moment + 0.01, .stream(.closed(request.id, .refused(status: 400, body: body))))
        }
        if rendersNothing, request.resumption?.form == .renderedPrompt {
            return schedule(moment + 0.01, .stream(.closed(request.id, .notRendered("/tokenize answered HTTP 404"))))
        }
        schedule(moment + 0.01, .stream(.opened(request.id, status: 200)))
        route(request, to: host(of: request, at: moment), at: moment + 0.011)
        stream(request, from: moment + 0.1, count: request.maxTokens)
    }

    private mutating func route(_ request: StreamRequest, to host: Int, at moment: Double) {
        guard !isMute else { return }
        sent[request.id] = (host, moment)
        guard logsAtEnd == nil else { return }
        let message =
            namesNoRequest
            ? RouterLogMessage.sessionRouted(session: request.session, worker: Story.worker(host))
            : .routed(request: request.id, session: request.session, worker: Story.worker(host), attempt: 1)
        schedule(moment, .router(.log(RouterLogEntry(routerPod: "router", message: message))))
    }

    private mutating func end(_ request: RequestID, at moment: Double, as end: ServedRequest.End? = nil) {
        guard let logsAtEnd, let (host, began) = sent[request] else { return }
        queue.drop { _, fact in fact.isServed(request) }
        let served = ServedRequest(
            ids: [request], workers: ["10.0.0.\(host):8000"], began: story.state.start.wallClockAtZero + began, lasted: moment - began, end: end)
        schedule(moment + logsAtEnd, .router(.log(RouterLogEntry(routerPod: "router", message: .served(served)))))
    }

    private mutating func stream(_ request: StreamRequest, from moment: Double, count: Int, had: Int = 0) {
        for index in 0..<min(count, cutsAfter ?? count) {
            schedule(moment + Double(index) * 0.05, .stream(.text(request.id, "w\(had + index) ")))
        }
        let end = moment + Double(min(count, cutsAfter ?? count) - 1) * 0.05
        if let cutsAfter, count > cutsAfter { return schedule(end + 0.01, .stream(.closed(request.id, .cleanEnd))) }
        schedule(end, .stream(.finishReason(request.id, "length")))
        schedule(end + 0.001, .stream(.closed(request.id, .cleanEnd)))
        self.end(request.id, at: end)
    }

    private mutating func kill(_ order: KillOrder, at moment: Double) {
        if let refusal { return schedule(moment + 0.01, .kubernetes(.killRefused(order, refusal))) }
        if losesKill { return schedule(moment + 10, .kubernetes(.killUnknown(order, "no answer in time"))) }
        let host = hosts.first { engine($0).identity == order.pod } ?? hosts[0]
        dead.insert(host)
        let answer = losesAnswer ? KubernetesFact.killUnknown(order, "the connection was closed") : .killAccepted(order)
        schedule(moment + 0.004, .kubernetes(answer))
        var dying = engine(host)
        dying.isTerminating = true
        schedule(moment + 0.006, .kubernetes(.pods(.changed(dying))))
        schedule(moment + 0.02, .router(.log(RouterLogEntry(routerPod: "router", message: .engineTerminating(pod: dying.name)))))
        if let request = requests.last { endStream(request, at: moment + 0.03) }
        // One that hangs waits for its clients until its grace is over.
        schedule(moment + (ending == .silent ? 30 : 1), .kubernetes(.pods(.removed(dying))))
        let newcomer = 20 + kills.count
        schedule(moment + 0.01, .kubernetes(.pods(.changed(engine(newcomer, ready: false)))))
        guard let recovery else { return }
        hosts.append(newcomer)
        schedule(moment + recovery, .kubernetes(.pods(.changed(engine(newcomer)))))
        let found = RouterLogMessage.engineDiscovered(pod: engine(newcomer).name, ip: "10.0.0.\(newcomer)")
        schedule(moment + recovery + 0.1, .router(.log(RouterLogEntry(routerPod: "router", message: found))))
    }

    private mutating func endStream(_ request: StreamRequest, at moment: Double) {
        switch ending {
        case .drain: break
        case .cut:
            queue.drop { $1.isStream(of: request.id) && $0 > moment }
            schedule(moment, .stream(.closed(request.id, .cleanEnd)))
            end(request.id, at: moment, as: .engineDied)
        case .silent:
            queue.drop { $1.isStream(of: request.id) && $0 > moment }
        case .migrate:
            queue.drop { $1.isStream(of: request.id) && $0 > moment }
            route(request, to: hosts.first { !dead.contains($0) } ?? hosts[0], at: moment)
            let had = story.state.conversation[request.id]?.chunks.count ?? 0
            stream(request, from: moment + 0.2, count: request.maxTokens - had, had: had)
        }
    }
}

extension Fact {
    fileprivate func isServed(_ id: RequestID) -> Bool {
        guard case .router(.log(let entry)) = self, case .served(let served) = entry.message else { return false }
        return served.ids == [id]
    }
}
