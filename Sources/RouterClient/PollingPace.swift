/// How often a router is asked, and how soon it counts as away.
public struct PollingPace: Sendable, Equatable {
    /// From the start of one request to the start of the next.
    public var interval: Duration
    /// For each request, its body included.
    public var timeout: Duration
    /// Without a success for longer, a source is unreachable instead of stale.
    public var unreachableAfter: Duration

    public static let standard = PollingPace()

    public init(
        interval: Duration = .seconds(1), timeout: Duration = .seconds(2), unreachableAfter: Duration = .seconds(5)
    ) {
        self.interval = interval
        self.timeout = timeout
        self.unreachableAfter = unreachableAfter
    }
}
