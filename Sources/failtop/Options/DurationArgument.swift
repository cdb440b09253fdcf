import DemoCluster
import YAMLFiles

/// A duration on the command line: `250ms`, `90s`, `8h`, `1h30m`; a bare number is seconds. An option takes it by
/// `transform: DurationArgument.parse`, so that what does not fit is told in words.
struct DurationArgument: Equatable, CustomStringConvertible {
    var duration: Duration

    init(_ duration: Duration) {
        self.duration = duration
    }

    @Sendable static func parse(_ text: String) throws -> DurationArgument { DurationArgument(try DurationText.parse(text)) }

    var description: String { duration.written }
}
