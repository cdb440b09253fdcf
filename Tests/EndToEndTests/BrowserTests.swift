import Foundation
import TestSupport
import Testing

/// The film that plays by itself, in a real browser: at a moment it shows what it says it shows then, and nothing else.
@Suite(.serialized, .world, .timeLimit(.minutes(3)))
struct BrowserTests {
    private static let size = (width: 1032, height: 636)

    @Test(.enabled(if: Part.isWanted(Part.has("chromium")))) func anAnimatedPicturePlaysInABrowser() async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "failtop-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let recording = Fixture.path("recordings/vllm-sigterm-hang-stalled.jsonl")
        let film = try await Program.run(Program.failtop, ["export", recording, "-o", "svg", "--animated"])
        #expect(film.exitCode == 0, "\(film.error)")
        let part = #/<g visibility="hidden"><set [^>]*begin="film\.begin\+([0-9.]+)s" dur="([0-9.]+)s"\/>((?s).*?)<\/g>/#
        let all = film.output.matches(of: part).map { (from: Double($0.1) ?? 0, for: Double($0.2) ?? 0) }
        // In the middle of the three longest times in which nothing changes.
        let changes = Set(all.flatMap { [$0.from, $0.from + $0.for] }).sorted()
        let rests = zip(changes, changes.dropFirst()).sorted { $0.1 - $0.0 > $1.1 - $1.0 }.prefix(3).map { ($0 + $1) / 2 }.sorted()
        #expect(rests.count == 3)
        var pictures: [Data] = []
        for moment in rests {
            // What is not hidden is there all the time.
            let still = film.output.replacing(part) { hidden in
                let from = Double(hidden.1) ?? 0
                return from <= moment && moment < from + (Double(hidden.2) ?? 0) ? "<g>\(hidden.3)</g>" : ""
            }
            let seen = try await Self.picture(of: film.output, at: moment, in: folder)
            // A busy browser takes its picture before it has drawn every corner, now and then.
            let same = try await Self.picture(of: still, at: moment, in: folder)
            if same != seen {
                let again = try await Self.picture(of: film.output, at: moment, in: folder)
                #expect(try await Self.picture(of: still, at: moment, in: folder) == again, "at \(moment) s of \(rests)")
            }
            pictures.append(same)
        }
        #expect(Set(pictures).count == 3 && pictures.allSatisfy { $0.count > 5_000 }, "\(pictures.map(\.count))")
    }

    /// What the browser shows of it, stopped at a second of its film, as PNG.
    private static func picture(of svg: String, at moment: Double, in folder: String) async throws -> Data {
        let (page, target) = ("\(folder)/film.html", "\(folder)/film.png")
        let drawing = svg.firstRange(of: "<svg").map { String(svg[$0.lowerBound...]) } ?? svg
        let stop = "const film = document.querySelector('svg'); film.pauseAnimations(); film.setCurrentTime(\(moment))"
        try "<!doctype html><meta charset=utf-8><body style='margin:0'>\(drawing)<script>\(stop)</script>"
            .write(toFile: page, atomically: true, encoding: .utf8)
        try? FileManager.default.removeItem(atPath: target)
        let done = try await Program.run(
            "chromium",
            [
                "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars",
                "--run-all-compositor-stages-before-draw", "--disable-checker-imaging", "--user-data-dir=\(folder)/browser",
                "--window-size=\(size.width),\(size.height)", "--virtual-time-budget=1000", "--screenshot=\(target)", "file://\(page)",
            ], environment: ["HOME": folder])
        return try #require(FileManager.default.contents(atPath: target), "\(done.error)")
    }
}
