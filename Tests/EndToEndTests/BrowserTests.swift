import Foundation
import TestSupport
import Testing

/// The film that plays by itself, in a real browser: at a moment it shows what it says it shows then, and nothing else.
@Suite(.serialized, .world, .timeLimit(.minutes(3)))
struct BrowserTests {
    /// Something that is on the picture for a while.
    private struct Shown {
        var from: Double
        var to: Double
        var drawing: Substring
    }

    private static let size = (width: 1032, height: 636)

    @Test(.enabled(if: Part.isWanted(Part.has("chromium")))) func anAnimatedPicturePlaysInABrowser() async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "failtop-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let recording = Fixture.path("recordings/vllm-sigterm-hang-stalled.jsonl")
        let film = try await Program.run(Program.failtop, ["export", recording, "-o", "svg", "--animated"])
        #expect(film.exitCode == 0, "\(film.error)")
        let all = film.output.matches(of: /<g visibility="hidden"><set [^>]*begin="film\.begin\+([0-9.]+)s" dur="([0-9.]+)s"\/>((?s).*?)<\/g>/)
            .map { Shown(from: Double($0.1) ?? 0, to: (Double($0.1) ?? 0) + (Double($0.2) ?? 0), drawing: $0.3) }
        let head = try #require(film.output.firstRange(of: "<g visibility")).lowerBound
        // A browser's clock is not exact: moments in the middle of times when nothing changes.
        let changes = Set(all.flatMap { [$0.from, $0.to] }).sorted()
        let rests = zip(changes, changes.dropFirst()).sorted { $0.1 - $0.0 > $1.1 - $1.0 }.prefix(3).map { ($0 + $1) / 2 }.sorted()
        #expect(rests.count == 3)
        var pictures: [Data] = []
        for moment in rests {
            let still = film.output[..<head] + all.filter { $0.from <= moment && moment < $0.to }.map { "<g>\($0.drawing)</g>" }.joined() + "</svg>"
            let seen = try await Self.picture(of: film.output, at: moment, in: folder)
            #expect(try await Self.picture(of: String(still), at: 0.5, in: folder) == seen, "at \(moment) s of \(rests)")
            pictures.append(seen)
        }
        #expect(Set(pictures).count == 3 && pictures.allSatisfy { $0.count > 5_000 }, "\(pictures.map(\.count))")
    }

    /// What the browser shows of it so many seconds after it was opened, as PNG.
    private static func picture(of svg: String, at moment: Double, in folder: String) async throws -> Data {
        let (source, target) = ("\(folder)/film.svg", "\(folder)/film.png")
        try svg.write(toFile: source, atomically: true, encoding: .utf8)
        try? FileManager.default.removeItem(atPath: target)
        let done = try await Program.run(
            "chromium",
            [
                "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--user-data-dir=\(folder)/browser",
                "--window-size=\(size.width),\(size.height)", "--virtual-time-budget=\(Int(moment * 1000))", "--screenshot=\(target)",
                "file://\(source)",
            ], environment: ["HOME": folder])
        return try #require(FileManager.default.contents(atPath: target), "\(done.error)")
    }
}
