import ClusterModel

/// Where a replay is, for the bottom line.
package struct ReplayStatus: Sendable, Equatable {
    package var position: Moment
    package var duration: Moment
    /// 1 is as it was.
    package var speed: Double
    package var isPlaying: Bool
    /// The mark that was reached last.
    package var mark: String?

    package init(position: Moment, duration: Moment, speed: Double, isPlaying: Bool, mark: String? = nil) {
        self.position = position
        self.duration = duration
        self.speed = speed
        self.isPlaying = isPlaying
        self.mark = mark
    }
}
