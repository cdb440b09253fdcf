import ClusterModel
import Journal
import Panes
import TerminalCanvas

/// The frames of a recording as the board would have shown them, without a terminal.
package struct ScreenFilm {
    package struct Frame {
        /// Since the start of the recording.
        package var at: Moment
        package var canvas: Canvas
    }

    private let size: Size
    private let appearance: Appearance

    package init(size: Size, appearance: Appearance = .utf8) {
        self.size = size
        self.appearance = appearance
    }

    /// One frame wherever the picture changed, at most `rate` a second.
    package func frames(of replay: Replay, rate: Int = 20, _ each: (Frame) -> Void) {
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

    package func picture(of replay: Replay, at moment: Moment, isPresenting: Bool = false) -> Canvas {
        var replay = replay
        replay.seek(to: moment)
        let state = isPresenting ? replay.state.presented() : replay.state
        return Board.draw(state, size: size, appearance: appearance)
    }
}
