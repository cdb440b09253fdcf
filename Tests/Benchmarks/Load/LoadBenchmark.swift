import Foundation
import Panes
import TerminalCanvas

/// Reduces some busy seconds and draws sixty frames in each, as the board does, as fast as it can. Prints JSON: the
/// share of one core that this is, the longest time between two looks at the keys, and whether anything was lost.
@main
enum LoadBenchmark {
    private struct Report: Encodable {
        /// Percent of a core, for reducing alone and with drawing.
        var reducing: [Double] = []
        var whole: [Double] = []
        /// Milliseconds that a key would have waited at most, in each second.
        var key: [Double] = []
        var lost = 0
    }

    static func main() throws {
        let arguments = CommandLine.arguments.dropFirst().compactMap { Int($0) }
        let seconds = arguments.first ?? 10
        var load = BusyMinute(incidents: arguments.dropFirst().first ?? 0)
        let size = Size(columns: 200, rows: 60)
        var report = Report()
        let before = load.tokens
        for _ in 0..<seconds {
            var reducing = Duration.zero
            var drawing = Duration.zero
            var longest = Duration.zero
            for frame in 0..<60 {
                let start = ContinuousClock.now
                for _ in 0..<(frame.isMultiple(of: 3) ? 16 : 17) { load.advance() }
                let reduced = ContinuousClock.now
                let canvas = Board.draw(load.state, size: size, appearance: .utf8)
                precondition(canvas.size == size)
                let end = ContinuousClock.now
                reducing += reduced - start
                drawing += end - reduced
                longest = max(longest, end - start)
            }
            report.reducing.append(reducing / .seconds(1) * 100)
            report.whole.append((reducing + drawing) / .seconds(1) * 100)
            report.key.append(longest / .milliseconds(1))
        }
        report.lost = seconds * 10_000 - (load.tokens - before)
        print(String(decoding: try JSONEncoder().encode(report), as: UTF8.self))
    }
}
