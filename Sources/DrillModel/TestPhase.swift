/// Where a test is.
package enum TestPhase: String, Sendable, Codable, CaseIterable {
    case idle
    /// Cluster and router answer, engines are ready.
    case settling
    /// Two probes of the watched session land on one pod.
    case baseline
    /// Other sessions are probed, to know where they are.
    case otherSessions
    /// The long request streams, until it is time to kill.
    case streaming
    case killing
    /// Until the answer has ended, with what the policy does about a break.
    case watching
    /// The same session asks once more.
    case asking
    /// The other sessions are probed again.
    case probing
    /// Until the replacement is ready and used.
    case recovering
    case over

    /// For people, while it goes on.
    package var title: String {
        switch self {
        case .idle: "not begun"
        case .settling: "waiting for cluster, router and engines"
        case .baseline: "two probes of the session"
        case .otherSessions: "probes of other sessions"
        case .streaming: "a long answer streams"
        case .killing: "killing the pod that serves it"
        case .watching: "watching what becomes of the answer"
        case .asking: "the same session asks again"
        case .probing: "probes of the other sessions again"
        case .recovering: "waiting for the replacement"
        case .over: "done"
        }
    }
}
