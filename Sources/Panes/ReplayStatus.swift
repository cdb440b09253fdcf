import FailoverModel

/// Where a replay is, for the bottom line.
public struct ReplayStatus: Sendable, Equatable {
    public var position: Moment
    public var duration: Moment
    /// 1 is as it was.
    public var speed: Double
    public var isPlaying: Bool
    /// The mark that was reached last.
    public var mark: String?

    public init(position: Moment, duration: Moment, speed: Double, isPlaying: Bool, mark: String? = nil) {
        self.position = position
        self.duration = duration
        self.speed = speed
        self.isPlaying = isPlaying
        self.mark = mark
    }
}
