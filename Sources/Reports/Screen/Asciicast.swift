import Foundation
import Journal
import TerminalCanvas

/// A recording as an asciicast, the format of asciinema, with markers at T0 … T7 and the verdict.
/// Formats: docs.asciinema.org/manual/asciicast/v2 and v3.
package struct Asciicast {
    package enum Version: Int, Sendable {
        case v2 = 2
        case v3 = 3
    }

    private let version: Version
    private let size: Size

    package init(version: Version, size: Size) {
        self.version = version
        self.size = size
    }

    package func text(of replay: Replay, title: String) -> String {
        var events: [(at: Double, code: String, data: String)] = []
        var before: Canvas?
        ScreenFilm(size: size).frames(of: replay) { frame in
            events.append((frame.at.seconds, "o", ANSIFrame.text(of: frame.canvas, over: before)))
            before = frame.canvas
        }
        events += replay.marks.map { ($0.at.seconds, "m", $0.name) }
        let sorted = events.enumerated().sorted { ($0.element.at, $0.offset) < ($1.element.at, $1.offset) }.map(\.element)
        var lines = [header(replay, title)]
        var last = 0.0
        for event in sorted {
            // v2 counts from the start, v3 from the event before.
            let time = version == .v2 ? event.at : event.at - last
            last = event.at
            lines.append("[\(Self.seconds(time)), \"\(event.code)\", \(Self.quoted(event.data))]")
        }
        return lines.joined(separator: "\n")
    }

    private func header(_ replay: Replay, _ title: String) -> String {
        let stamp = Int(replay.state.start.wallClockAtZero)
        let name = Self.quoted(title)
        return switch version {
        case .v2:
            "{\"version\": 2, \"width\": \(size.columns), \"height\": \(size.rows), \"timestamp\": \(stamp), \"title\": \(name)}"
        case .v3:
            "{\"version\": 3, \"term\": {\"cols\": \(size.columns), \"rows\": \(size.rows)}, \"timestamp\": \(stamp), "
                + "\"title\": \(name)}"
        }
    }

    private static func seconds(_ value: Double) -> String {
        String(format: "%.6f", locale: Locale(identifier: "en_US_POSIX"), max(0, value))
    }

    private static func quoted(_ text: String) -> String {
        guard let data = try? JSONEncoder().encode(text) else { return "\"\"" }
        return String(decoding: data, as: UTF8.self)
    }
}
