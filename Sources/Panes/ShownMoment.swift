/// Which moment is shown.
package enum ShownMoment: Sendable, Equatable {
    case present
    /// Paused, this long ago.
    case paused(secondsAgo: Double)
    /// Running at a speed, this far behind the present.
    case behind(seconds: Double, speed: Double)
    /// Of a recording.
    case recorded(ReplayStatus)

    /// For the header; nil where there is nothing to say.
    var words: String? {
        switch self {
        case .present: nil
        case .paused(let seconds): seconds < 0.05 ? "PAUSED" : "PAUSED \(Format.fixed(seconds, 1)) s ago"
        case .behind(let seconds, let speed): "\(Self.speed(speed)) display \(Format.fixed(seconds, 1)) s behind"
        case .recorded: "PLAYBACK"
        }
    }

    /// `0.25x`, `2x`: a fraction of its own is more than some terminals have.
    static func speed(_ value: Double) -> String {
        (value == value.rounded() ? "\(Int(value))" : Format.fixed(value, 2)) + "x"
    }
}
