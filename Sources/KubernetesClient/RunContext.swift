import ClusterModel
import Logging

/// What the running parts share: time, randomness and how patient they are. Tests hand in their own.
struct RunContext: Sendable {
    var now: @Sendable () -> Moment
    var clock: any Clock<Duration> = ContinuousClock()
    /// In 0..<1.
    var random: @Sendable () -> Double = { Double.random(in: 0..<1) }
    var logger: Logger
    var rules = WatchRules()
}
