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

    /// For slides and pages: one SVG that plays the story, from a little before its first mark until a little after its last.
    package func animation(of replay: Replay, palette: Palette = .dark, isPresenting: Bool = false) -> String {
        let first = replay.marks.map(\.at).min().map { $0 - Self.lead } ?? .zero
        let last = replay.marks.map(\.at).max().map { $0 + Self.lead } ?? replay.duration
        let from = max(.zero, first)
        let until = min(last, from + Self.longestAnimation, replay.duration)
        var film = SVGFilm(size: size, palette: palette)
        var replay = replay
        var at = from
        while true {
            replay.seek(to: at)
            let state = isPresenting ? replay.state.presented() : replay.state
            film.add(Board.draw(state, size: size, appearance: appearance), at: at.seconds)
            guard at < until else { return film.text }
            at = min(at + Self.animationStep, until)
        }
    }

    private static let lead = Duration.seconds(4)
    private static let longestAnimation = Duration.seconds(90)
    /// Five pictures a second: a page stays small.
    private static let animationStep = Duration.milliseconds(200)

    package func picture(of replay: Replay, at moment: Moment, isPresenting: Bool = false) -> Canvas {
        var replay = replay
        replay.seek(to: moment)
        let state = isPresenting ? replay.state.presented() : replay.state
        return Board.draw(state, size: size, appearance: appearance)
    }
}
