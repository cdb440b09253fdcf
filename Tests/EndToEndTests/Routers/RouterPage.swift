import Foundation
import Testing

/// The table in `docs/routers.md`. Suites of several routers ask it at once.
actor RouterPage {
    static let shared = RouterPage()
    static let isWritten = ProcessInfo.processInfo.environment["FAILTOP_WRITE_DOCS"] != nil

    private let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../../docs/routers.md").standardized

    /// Whether the router's lines are these. `FAILTOP_WRITE_DOCS=1` writes them instead.
    func expect(_ lines: [String], of router: DemoRouter, sourceLocation: SourceLocation = #_sourceLocation) throws {
        var page = try String(contentsOf: file, encoding: .utf8).components(separatedBy: "\n")
        let start = try #require(page.firstIndex(of: "<!-- rows: from RouterTable -->"))
        let end = try #require(page.firstIndex(of: "<!-- end of rows -->"))
        let own = page[start..<end].indices.filter { page[$0].hasPrefix("| \(RouterTable.name(of: router)) |") }
        if !Self.isWritten {
            let told = own.map { page[$0] }
            #expect(router.isGateway ? Set(lines).isSubset(of: told) : told == lines, "\(lines)", sourceLocation: sourceLocation)
        } else {
            let place = own.first ?? end
            page.replaceSubrange(place..<place + own.count, with: lines)
            try page.joined(separator: "\n").write(to: file, atomically: true, encoding: .utf8)
        }
    }
}
