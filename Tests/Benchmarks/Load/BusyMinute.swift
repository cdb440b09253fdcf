import ClusterModel
import FailoverModel
import TestSupport
import TrafficModel

/// A cluster at its busiest, as the facts that the real parts would tell: 10,000 tokens a second over 200 streams,
/// 100 pod changes and 500 routing lines a second, 10,000 sessions, and ticks.
struct BusyMinute {
    static let streams = 200
    static let sessions = 10_000
    private static let step = 0.001

    private(set) var state: State
    private(set) var facts = 0
    private var now = 2.0
    private var turn = 0
    private var requests: [RequestID] = []

    /// - Parameter incidents: how many are open at once.
    init(incidents: Int) {
        var story = Story.steady()
        for host in 14..<64 { story.tell(.kubernetes(.pods(.changed(Story.engine("more\(host)", host: host))))) }
        for number in 0..<incidents {
            let host = 64 + number
            var pod = Story.engine("faulty\(number)", host: host)
            story.tell(.kubernetes(.pods(.changed(pod))))
            pod.isReady = false
            story.tell(.kubernetes(.pods(.changed(pod))))
        }
        for user in 7...Self.sessions { story.route("first-\(user)", session: "user-\(user)", to: 11 + user % 50) }
        story.ask(at: 1, host: 11, tokens: 1)
        var traffic = story.state.traffic
        for number in 1..<Self.streams {
            var ids = traffic.conversations.requestIDs
            _ = traffic.ask(Inquiry(id: ids.next(), session: "busy-\(number)", purpose: .question), at: story.state.now)
        }
        state = State(
            start: story.state.start, now: story.state.now, cluster: story.state.cluster, traffic: traffic,
            incidents: story.state.incidents)
        requests = traffic.conversations.all.values.compactMap(\.current?.id)
        for request in requests {
            tell(.stream(.opened(request, status: 200)))
            let message = RouterLogMessage.routed(request: request, session: nil, worker: Story.worker(11), attempt: 1)
            tell(.router(.log(RouterLogEntry(routerPod: "router", message: message))))
        }
    }

    /// A thousandth of a second.
    mutating func advance() {
        now += Self.step
        turn += 1
        for _ in 0..<10 {
            let stream = (turn * 10 + facts) % Self.streams
            tell(.stream(.text(requests[stream], " token")))
        }
        if turn.isMultiple(of: 2) {
            let user = 1 + turn % Self.sessions
            let message = RouterLogMessage.routed(
                request: "r-\(turn)", session: "user-\(user)", worker: Story.worker(11 + user % 50), attempt: 1)
            tell(.router(.log(RouterLogEntry(routerPod: "router", message: message))))
        }
        if turn.isMultiple(of: 10) {
            var pod = Story.engine("more\(14 + turn / 10 % 50)", host: 14 + turn / 10 % 50)
            pod.resourceVersion = "\(turn)"
            pod.containers[0].restarts = 0
            tell(.kubernetes(.pods(.changed(pod))))
        }
        if turn.isMultiple(of: 100) { tell(.ticked) }
    }

    private mutating func tell(_ fact: Fact) {
        facts += 1
        _ = reduce(into: &state, Event(at: Moment(.seconds(now)), fact))
    }

    /// Tokens that the state holds.
    var tokens: Int { state.traffic.conversations.records.reduce(0) { $0 + $1.chunks.count } }
}
