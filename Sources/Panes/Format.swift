import ClusterModel
import FailoverModel

/// Numbers and times as the board and the reports write them.
package enum Format {
    /// `3.142`, or `?` for what is no number; rounds half away from zero.
    package static func fixed(_ value: Double, _ decimals: Int) -> String {
        guard value.isFinite, abs(value) < 1e12 else { return "?" }
        let scale = (0..<decimals).reduce(1) { product, _ in product * 10 }
        let units = Int((abs(value) * Double(scale)).rounded())
        let sign = value < 0 && units > 0 ? "-" : ""
        guard decimals > 0 else { return "\(sign)\(units)" }
        return "\(sign)\(units / scale).\(padded(units % scale, decimals))"
    }

    /// `13,004`.
    static func grouped(_ number: Int) -> String {
        number < 1_000 ? "\(number)" : grouped(number / 1_000) + "," + padded(number % 1_000, 3)
    }

    static func padded(_ value: Int, _ digits: Int) -> String {
        let text = String(value)
        return String(repeating: "0", count: max(0, digits - text.count)) + text
    }

    static func seconds(_ duration: Duration) -> String { seconds(duration.seconds) }

    /// `0.312 s`, `8.41 s`, `25.1 s`, `125 s`: three figures.
    package static func seconds(_ value: Double) -> String {
        let size = abs(value)
        return fixed(value, size < 1 ? 3 : size < 10 ? 2 : size < 100 ? 1 : 0) + " s"
    }

    /// `+0.321`, for offsets from the zero of an incident.
    static func offset(_ duration: Duration) -> String {
        let text = fixed(duration.seconds, abs(duration.seconds) < 1000 ? 3 : 0)
        return text.hasPrefix("-") ? text : "+\(text)"
    }

    /// As kubectl writes ages: `4s`, `12m`, `3h`, `2d`.
    static func age(_ seconds: Double) -> String {
        guard seconds.isFinite, seconds < 1e11 else { return "?" }
        let whole = Int(max(0, seconds))
        return switch whole {
        case ..<120: "\(whole)s"
        case ..<7200: "\(whole / 60)m"
        case ..<172_800: "\(whole / 3600)h"
        default: "\(whole / 86_400)d"
        }
    }

    /// `20:08:02`, with `.113` where milliseconds are asked for.
    static func clock(_ unixTime: Double, offset: Int, milliseconds: Bool = false) -> String {
        guard unixTime.isFinite, abs(unixTime) < 1e12 else { return "--:--:--" }
        let total = Int((unixTime * 1000).rounded(.down)) + offset * 1000
        let day = ((total % 86_400_000) + 86_400_000) % 86_400_000
        let seconds = day / 1000
        let text = [seconds / 3600, seconds / 60 % 60, seconds % 60].map { padded($0, 2) }.joined(separator: ":")
        return milliseconds ? text + "." + padded(day % 1000, 3) : text
    }

    /// `2026-11-23T20:08:02.113Z`: for lines that are read on another day, or beside those of another machine.
    static func stamp(_ unixTime: Double) -> String {
        let text = UTCTime(unixTime).text
        guard text.hasSuffix("Z") else { return text }
        return text.dropLast() + "." + padded(Int((unixTime * 1000).rounded(.down) - unixTime.rounded(.down) * 1000), 3) + "Z"
    }

    /// `4:12`.
    static func countdown(_ duration: Duration) -> String {
        let seconds = max(0, duration.seconds.rounded(.up)).asCount
        return "\(seconds / 60):\(padded(seconds % 60, 2))"
    }
}
