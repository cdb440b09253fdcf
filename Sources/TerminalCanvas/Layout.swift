/// How much of a line one part of a layout wants.
package enum Extent: Hashable, Sendable {
    /// Exactly this many cells, or what is left of them.
    case fixed(Int)
    /// A share of what the fixed parts leave, but at least `minimum` while there is room.
    case flexible(weight: Int = 1, minimum: Int = 0)
}

/// Splits lengths and rectangles. The parts always add up to no more than the whole.
package enum Layout {
    /// The length of each part. Fixed parts and minimums are served first, in order; the rest goes by weight.
    package static func split(_ length: Int, _ parts: [Extent]) -> [Int] {
        var left = max(0, length)
        var sizes = parts.map { part -> Int in
            let wanted =
                switch part {
                case .fixed(let size): size
                case .flexible(_, let minimum): minimum
                }
            let given = min(left, max(0, wanted))
            left -= given
            return given
        }
        share(left, over: parts, into: &sizes)
        return sizes
    }

    /// Gives the spare cells to the flexible parts so that their sizes approach their weights.
    private static func share(_ spare: Int, over parts: [Extent], into sizes: inout [Int]) {
        var flexible: [(index: Int, weight: Int)] = []
        for (index, part) in parts.enumerated() {
            if case .flexible(let weight, _) = part, weight > 0 { flexible.append((index, weight)) }
        }
        guard !flexible.isEmpty else { return }
        for _ in 0..<spare {
            let poorest = flexible.min { lhs, rhs in
                sizes[lhs.index] * rhs.weight < sizes[rhs.index] * lhs.weight
            }
            if let poorest { sizes[poorest.index] += 1 }
        }
    }
}

extension Rect {
    /// The rectangle cut into rows, from the top.
    package func rows(_ parts: Extent...) -> [Rect] {
        var top = row
        return Layout.split(height, parts).map { size in
            defer { top += size }
            return Rect(column: column, row: top, width: width, height: size)
        }
    }

    /// The rectangle cut into columns, from the left.
    package func columns(_ parts: Extent...) -> [Rect] {
        var left = column
        return Layout.split(width, parts).map { size in
            defer { left += size }
            return Rect(column: left, row: row, width: size, height: height)
        }
    }
}
