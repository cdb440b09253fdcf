import ClusterModel
import FailoverModel
import IncidentModel
import ProbeModel
import TestSupport
import TrafficModel

/// Three engines behind a router that keeps sessions by their last digits; a board with probes on a clock of its own.
struct ProbeWorld {
    private(set) var story: Story
    var state: State { story.state }
    private(set) var sent: [StreamRequest] = []
    private(set) var sentAt: [Double] = []
    /// So many requests to an engine that has died fail before the router knows.
    var failsAfterDeath = 0
    /// Every request is refused, and `/health` is well.
    var failsAll = false
    /// From a request to its first token.
    var firstTokenAfter = 0.1
    /// Every so many requests one is refused.
    var failsEvery: Int?
    /// A longer answer breaks after so many tokens.
    var breaksStreamsAfter: Int?
    /// The router's log names no worker.
    var isMute = false
    /// How many requests wait on an engine.
    var waiting: [Int: Double] = [:]
    /// The API server is not heard any more.
    var losesPodsAt: Double?

    private var hosts = [11, 12, 13]
    private var dead: Set<Int> = []
    private var queue = FactQueue()
    private var time = 1.0
    private static let names = [11: "8wt2h", 12: "4psb7", 13: "cn9tb", 14: "d4d4d"]

    init(limits: Limits = Limits(), _ change: (inout ProbeSettings) -> Void) {
        story = Story.steady { settings in
            var probes = ProbeSettings()
            change(&probes)
            settings.probes = probes
            settings.limits = limits
        }
    }

    mutating func run(until end: Double) {
        while time < end {
            time = (time * 10 + 1).rounded() / 10
            while let next = queue.pop(until: time) {
                carryOut(story.tell(at: next.at, next.fact))
            }
            if let losesPodsAt, time > losesPodsAt {
                story.tell(at: time, .kubernetes(.source(.pods, .stale(since: Moment(.seconds(losesPodsAt)), reason: "away"))))
            } else if Int(time * 10).isMultiple(of: 10) {
                story.tell(at: time, .router(.health(RouterHealth(status: 200, latency: .milliseconds(2)))))
                for host in hosts where !dead.contains(host) {
                    let figures = EngineFigures(pod: engine(host).identity, running: 1, waiting: waiting[host] ?? 0)
                    story.tell(at: time, .router(.engine(figures)))
                }
            }
            carryOut(story.tell(at: time, .ticked))
        }
    }

    /// By its last digits; who comes later takes the place of who went.
    func host(of session: String) -> Int {
        hosts[(session.split(separator: "-").last.flatMap { Int($0) } ?? 0) % hosts.count]
    }

    func host(of pod: PodIdentity) -> Int { hosts.first { engine($0).identity == pod } ?? 0 }

    var openStreams: Int {
        state.traffic.conversations.all.values.count { $0.current.map { $0.isOpen && $0.request.purpose == .question } ?? false }
    }

    mutating func logLine(of session: String, to host: Int) { story.route("\(session)-request", session: session, to: host) }

    /// By another hand.
    mutating func delete(_ host: Int, replacedAfter delay: Double) {
        var dying = engine(host)
        dying.isTerminating = true
        dead.insert(host)
        story.tell(at: time + 0.01, .kubernetes(.pods(.changed(dying))))
        let broken = state.traffic.conversations.records.filter { $0.isOpen && self.host(of: $0.request.session) == host }
        for record in broken {
            queue.drop { $1.isStream(of: record.id) }
            schedule(time + 0.03, .stream(.closed(record.id, .cleanEnd)))
        }
        schedule(time + 1, .kubernetes(.pods(.removed(dying))))
        let newcomer = 14
        schedule(time + 0.05, .kubernetes(.pods(.changed(engine(newcomer, ready: false)))))
        schedule(time + delay, .kubernetes(.pods(.changed(engine(newcomer)))))
        let line = RouterLogMessage.engineDiscovered(pod: engine(newcomer).name, ip: "10.0.0.\(newcomer)")
        schedule(time + delay + 0.1, .router(.log(RouterLogEntry(routerPod: "router", message: line))))
    }

    private func engine(_ host: Int, ready: Bool = true) -> Pod { Story.engine(Self.names[host] ?? "none", host: host, ready: ready) }

    private mutating func schedule(_ at: Double, _ fact: Fact) { queue.schedule(at, fact) }

    private mutating func carryOut(_ commands: [Command]) {
        for command in commands {
            switch command {
            case .send(let request):
                sent.append(request)
                sentAt.append(story.time)
                answer(request, at: story.time)
            case .cancel(let id):
                queue.drop { $1.isStream(of: id) }
                schedule(story.time, .stream(.closed(id, .cancelled)))
            default: break
            }
        }
    }

    private mutating func answer(_ request: StreamRequest, at moment: Double) {
        if failsAll || failsEvery.map({ sent.count.isMultiple(of: $0) }) == true { return schedule(moment + 0.1, .stream(.closed(request.id, .refused(status: 503, body: "no")))) }
        if let index = hosts.firstIndex(where: { dead.contains($0) }), state.cluster.readyEngines.contains(where: { $0.pod.ip == "10.0.0.14" }) {
            hosts[index] = 14
            dead = []
        }
        var host = host(of: request.session)
        if dead.contains(host) {
            if failsAfterDeath > 0 {
                failsAfterDeath -= 1
                return schedule(moment + 0.1, .stream(.closed(request.id, .refused(status: 500, body: "Internal Server Error"))))
            }
            host = hosts.first { !dead.contains($0) } ?? host
        }
        schedule(moment + 0.01, .stream(.opened(request.id, status: 200)))
        if !isMute {
            let line = RouterLogMessage.routed(request: request.id, session: request.session, worker: Story.worker(host), attempt: 1)
            schedule(moment + 0.02, .router(.log(RouterLogEntry(routerPod: "router", message: line))))
        }
        if let count = breaksStreamsAfter, request.maxTokens > count {
            for index in 0..<count { schedule(moment + firstTokenAfter + Double(index) * 0.05, .stream(.text(request.id, "w"))) }
            return schedule(moment + firstTokenAfter + Double(count) * 0.05, .stream(.closed(request.id, .cleanEnd)))
        }
        for index in 0..<request.maxTokens { schedule(moment + firstTokenAfter + Double(index) * 0.05, .stream(.text(request.id, "w"))) }
        let end = moment + firstTokenAfter + Double(request.maxTokens) * 0.05
        schedule(end, .stream(.finishReason(request.id, "length")))
        schedule(end + 0.001, .stream(.closed(request.id, .cleanEnd)))
    }
}
