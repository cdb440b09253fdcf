import Foundation
import Panes
import TerminalCanvas
import TestSupport

/// Draws a busy board of 200×60 over and over and prints how long each frame took, in milliseconds, as a JSON list.
@main
enum DrawingBenchmark {
    static func main() throws {
        let frames = CommandLine.arguments.dropFirst().first.flatMap { Int($0) } ?? 1_000
        let state = BusyBoard.state
        let size = Size(columns: 200, rows: 60)
        var times: [Double] = []
        // The first frames fill caches and do not count.
        for index in -50..<frames {
            let start = ContinuousClock.now
            let canvas = Board.draw(state, size: size, appearance: .utf8)
            let time = (ContinuousClock.now - start) / .milliseconds(1)
            precondition(canvas.size == size)
            if index >= 0 { times.append(time) }
        }
        print(String(decoding: try JSONEncoder().encode(times), as: UTF8.self))
    }
}
