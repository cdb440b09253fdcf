import Foundation
import Testing

/// Runs every row of the table in `docs/routers.md` and compares. `FAILTOP_WRITE_DOCS=1` writes it instead.
@Suite(.serialized, .timeLimit(.minutes(15))) struct RouterTableTests {
    @Test func thePageSaysWhatHappens() async throws {
        var lines: [String] = []
        for row in RouterTable.rows {
            let test = try await RecordedTest.run(router: row.router, kill: row.kill, row.flags)
            lines.append(RouterTable.line(row, test))
        }
        let page = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../docs/routers.md").standardized
        let text = try String(contentsOf: page, encoding: .utf8)
        let start = try #require(text.range(of: RouterTable.begin + "\n"))
        let end = try #require(text.range(of: RouterTable.end))
        if ProcessInfo.processInfo.environment["FAILTOP_WRITE_DOCS"] != nil {
            let written = text[..<start.upperBound] + lines.joined(separator: "\n") + "\n" + text[end.lowerBound...]
            try String(written).write(to: page, atomically: true, encoding: .utf8)
        } else {
            #expect(text[start.upperBound..<end.lowerBound].split(separator: "\n").map(String.init) == lines)
        }
    }
}
