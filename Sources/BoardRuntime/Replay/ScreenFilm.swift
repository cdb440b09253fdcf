import FailoverModel
import Journal
import Panes
import TerminalCanvas

/// The frames of a recording as the board would have shown them, without a terminal.
public struct ScreenFilm {
    public struct Frame {
        /// Since the start of the recording.
        public var at: Moment
        public var canvas: Canvas
    }

    private let size: Size
    private let appearance: Appearance

    public init(size: Size, appearance: Appearance = .utf8) {
        self.size = size
        self.appearance = appearance
    }

    /// One frame wherever the picture changed, at most `rate` a second.
    public func frames(of replay: Replay, rate: Int = 20, _ each: (Frame) -> Void) {
        var replay = replay
        replay.seek(to: .zero)
        let step = Duration.seconds(1) / max(1, rate)
        var last: Canvas?
        var at = Moment.zero
        while true {
            let canvas = Board.draw(replay.state, size: size, appearance: appearance)
            if canvas != last { each(Frame(at: at, canvas: canvas)) }
            last = canvas
            guard let next = replay.nextAt else { return }
            at = max(at + step, next)
            replay.seek(to: at)
        }
    }

    public func picture(of replay: Replay, at moment: Moment, isPresenting: Bool = false) -> Canvas {
        var replay = replay
        replay.seek(to: moment)
        var state = replay.state
        if isPresenting { state.navigation.isPresenting = true }
        return Board.draw(state, size: size, appearance: appearance)
    }
}
