import Foundation
import Panes

/// Seconds after T0 on a drawing's width. Linear: lengths may be compared by eye.
struct TimelineScale {
    var from: Double
    var to: Double
    /// In the drawing's units.
    var left: Double
    var right: Double

    var length: Double { to - from }

    func x(_ seconds: Double) -> Double {
        left + (min(max(seconds, from), to) - from) / length * (right - left)
    }

    func contains(_ seconds: Double) -> Bool { (from...to).contains(seconds) }

    /// 1, 2 or 5 times a power of ten, so that about eight fit.
    private var step: Double {
        let rough = length / 8
        let power = pow(10, floor(log10(rough)))
        return ([1, 2, 5].first { $0 * power >= rough } ?? 10) * power
    }

    /// Round numbers.
    var ticks: [Double] {
        let step = step
        let first = (from / step).rounded(.up) * step
        return (0...10).map { first + Double($0) * step }.filter(contains)
    }

    /// A tick in the fewest decimals that tell it from its neighbours.
    func label(_ tick: Double) -> String {
        "\(Format.fixed(tick, min(max(0, -Int(floor(log10(step)))), 6))) s"
    }
}
