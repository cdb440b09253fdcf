/// Durations as people write them, in files and on the command line: `250ms`, `90s`, `1.5m`, `8h`, `1h30m`, `30d`; a bare number is
/// seconds.
package enum DurationText {
    /// What is wrong, in words that say what would fit.
    package struct Problem: Error, CustomStringConvertible, Equatable {
        package let description: String
    }

    /// Nothing that failtop waits for takes longer; and no clock of it overflows by that.
    package static let longest = Duration.seconds(366 * 86_400)

    /// The largest unit first.
    private static let units: [(name: String, seconds: Double)] = [("d", 86_400), ("h", 3_600), ("m", 60), ("s", 1), ("ms", 0.001)]

    package static func parse(_ text: String) throws(Problem) -> Duration {
        var rest = Substring(text)
        var seconds = 0.0
        var units = Self.units[...]
        repeat {
            let digits = rest.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
            guard digits.first?.isNumber == true, digits.last?.isNumber == true, let number = Double(digits) else { throw misspelt }
            rest = rest.dropFirst(digits.count)
            if rest.isEmpty, digits == text {
                seconds = number
                break
            }
            let name = rest.prefix { $0.isLetter }
            guard let unit = units.firstIndex(where: { $0.name == name }) else { throw misspelt }
            seconds += number * units[unit].seconds
            units = units[(unit + 1)...]
            rest = rest.dropFirst(name.count)
        } while !rest.isEmpty
        guard seconds <= Double(longest.components.seconds) else {
            throw Problem(description: "longer than a year (\(longest.components.seconds / 3_600)h)")
        }
        return .nanoseconds(Int64((seconds * 1e9).rounded()))
    }

    private static let misspelt = Problem(description: "expected a duration such as 250ms, 90s, 5m, 8h or 1h30m")
}

extension Duration {
    /// As `DurationText` reads it: `1h30m`, `250ms`.
    package var written: String {
        var left = Int64((self / .milliseconds(1)).rounded())
        guard left != 0 else { return "0s" }
        var text = ""
        for (name, length) in [("h", Int64(3_600_000)), ("m", 60_000), ("s", 1_000), ("ms", 1)] where left >= length {
            text += "\(left / length)\(name)"
            left %= length
        }
        return text
    }
}
