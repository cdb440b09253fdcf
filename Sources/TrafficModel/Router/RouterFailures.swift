import ClusterModel
import OrderedCollections

/// What the log of a router, which is no gateway, tells of other people's requests that went wrong; the last few thousand.
package struct RouterFailures: Sendable, Equatable {
    private struct Vain: Sendable, Equatable {
        /// nil where the line names none.
        var pod: PodIdentity?
        var at: Moment
    }

    private static let limit = 4_096

    /// When started streams broke, ours among them: the lines name neither request nor worker.
    private var breaks: [Moment] = []
    /// When requests were answered with 5xx, ours among them: by the router, or by an engine that it passed on.
    private var refusals: [Moment] = []
    /// Requests whose latest try failed.
    private var vain: OrderedDictionary<RequestID, Vain> = [:]

    package init() {}

    mutating func noteBreak(at moment: Moment) { Self.keep(moment, in: &breaks) }
    mutating func noteRefusal(at moment: Moment) { Self.keep(moment, in: &refusals) }

    private static func keep(_ moment: Moment, in moments: inout [Moment]) {
        moments.append(moment)
        if moments.count > limit { moments.removeFirst(limit / 2) }
    }

    mutating func noteFailure(of request: RequestID, on pod: PodIdentity?, at moment: Moment) {
        vain[request] = Vain(pod: pod ?? vain[request]?.pod, at: moment)
        if vain.count > Self.limit { vain.removeFirst(Self.limit / 2) }
    }

    /// It is tried again.
    mutating func noteTry(of request: RequestID) {
        if !vain.isEmpty { vain[request] = nil }
    }

    /// Streams of anybody that broke.
    package func broken(in times: Range<Moment>) -> Int { breaks.count(where: times.contains) }

    /// Requests of anybody that were answered with 5xx.
    package func refused(in times: Range<Moment>) -> Int { refusals.count(where: times.contains) }

    /// Requests of others that were sent to a pod in vain, or that the router had nobody for.
    package func vain(on pod: PodIdentity, since: Moment) -> Int {
        vain.values.count { $0.at >= since && ($0.pod == pod || $0.pod == nil) }
    }
}
