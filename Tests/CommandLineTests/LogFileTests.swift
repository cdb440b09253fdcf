import Foundation
import Logging
import Testing

@testable import failtop

/// The program's own log, for bug reports.
struct LogFileTests {
    private static func withFolder(_ body: (String) throws -> Void) throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "failtop-\(UUID().uuidString)").path
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try body(folder)
    }

    @Test func aLineHasTimeLevelProcessAndMetadata() throws {
        try Self.withFolder { folder in
            let file = LogFile(path: "\(folder)/failtop.log", level: .info)
            file.logger.info("hello \u{1B}[31mred\nnext", metadata: ["b": "2", "a": "1"])
            file.logger.debug("not asked for")
            let text = try String(contentsOfFile: file.path, encoding: .utf8)
            #expect(text.wholeMatch(of: /[0-9T:Z-]+ info [0-9]+ hello red next a=1 b=2\n/) != nil, "\(text)")
            let mode = try FileManager.default.attributesOfItem(atPath: file.path)[.posixPermissions] as? Int
            #expect(mode == 0o600)
        }
    }

    @Test func aFullFileIsPutAway() throws {
        try Self.withFolder { folder in
            let file = LogFile(path: "\(folder)/failtop.log", level: .info, limit: 1_000)
            for number in 0..<100 { file.logger.info("line \(number) \(String(repeating: "x", count: 90))") }
            let sizes = try ["", ".1"].map { try FileManager.default.attributesOfItem(atPath: file.path + $0)[.size] as? Int ?? 0 }
            #expect(sizes.allSatisfy { (1...1_300).contains($0) }, "\(sizes)")
            #expect(try String(contentsOfFile: file.path, encoding: .utf8).contains("line 99 "))
        }
    }

    @Test func oneThatCannotBeWrittenStopsNothing() {
        LogFile(path: "/proc/no/failtop.log", level: .trace).logger.error("lost")
    }
}
