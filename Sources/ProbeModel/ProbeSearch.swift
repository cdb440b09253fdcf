import ClusterModel
import TrafficModel

/// Looks for sessions that land on the engines that have none: a router tells only by serving one.
struct ProbeSearch: Sendable, Equatable {
    /// A session is asked at most so often.
    static let pace = Duration.milliseconds(500)
    /// After so many in a row that found nothing new, it rests.
    static let limit = 16
    static let rest = Duration.seconds(60)

    var session = ""
    /// Its request, until it is known where it went.
    var request: RequestID?
    var notBefore = Moment.zero
    var vain = 0
    /// How many sessions have been made up.
    var names = 0
    /// Sessions whose engine is gone, or has another one: they may land on a new one.
    var spare: [String] = []
    static let spareLimit = 8

    mutating func nextSession(of runID: String) -> String {
        if !spare.isEmpty { return spare.removeFirst() }
        names += 1
        return OwnSession.probe(names, of: runID)
    }

    mutating func noteVain(at now: Moment) {
        vain += 1
        if vain.isMultiple(of: Self.limit) { notBefore = now + Self.rest }
    }
}
