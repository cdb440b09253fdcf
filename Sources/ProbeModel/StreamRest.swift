import ClusterModel
import TrafficModel

/// When answers of ours that are kept under way rest. Where each of them breaks, it may be them that end the engines: an engine
/// that dies of long answers must not be killed by us over and over.
struct StreamRest: Sendable, Equatable {
    /// One fault breaks those of several engines.
    private static let oneFault = Duration.seconds(10)
    /// So many in a row may be chance, or somebody at work.
    private static let tolerated = 3
    private static let shortest = Duration.seconds(60)
    private static let longest = Duration.seconds(600)

    private var breaks = 0
    private var latest: Moment?
    private(set) var until = Moment.zero

    /// One has ended.
    mutating func note(_ record: StreamRecord, at now: Moment) {
        if record.outcome.isComplete {
            self = StreamRest()
        } else if record.outcome.isBreak, record.pathFailure == nil, record.hasBegun {
            noteBreak(at: record.endedAt ?? now)
        }
    }

    private mutating func noteBreak(at moment: Moment) {
        if let latest, moment - latest < Self.oneFault { return }
        latest = moment
        breaks += 1
        guard breaks >= Self.tolerated else { return }
        until = moment + min(Self.longest, Self.shortest * (1 << min(breaks - Self.tolerated, 8)))
    }
}
