import ClusterModel

/// What is asked of every engine all the time. Constant for a run.
package struct ProbeSettings: Sendable, Equatable, Codable {
    /// How often each engine is asked a short request; nil: never.
    package var every: Duration? = nil
    /// A long answer is kept under way on each engine, so that a gap is measured in milliseconds.
    package var holdsStreams = false
    /// So many tokens a minute may all of it cost.
    package var tokensPerMinute = 20_000

    package init() {}

    package var isOn: Bool { every != nil || holdsStreams }
}
