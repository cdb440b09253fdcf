/// How often a router is asked, and how soon it counts as away.
package struct PollingPace: Sendable, Equatable {
    /// From the start of one request to the start of the next.
    package var interval: Duration
    /// For each request, its body included.
    package var timeout: Duration
    /// Without a success for longer, a source is unreachable instead of stale.
    package var unreachableAfter: Duration

    /// Of the engines' own metrics pages, all together: each goes through the API server.
    package var pagesPerSecond: Int

    package static let standard = PollingPace()

    package init(
        interval: Duration = .seconds(1), timeout: Duration = .seconds(2), unreachableAfter: Duration = .seconds(5),
        pagesPerSecond: Int = 20
    ) {
        self.interval = interval
        self.pagesPerSecond = pagesPerSecond
        self.timeout = timeout
        self.unreachableAfter = unreachableAfter
    }
}
