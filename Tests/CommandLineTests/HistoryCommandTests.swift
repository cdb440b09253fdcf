import Foundation
import TestSupport
import Testing

@testable import failtop

/// `failtop history`.
struct HistoryCommandTests {
    private static func line(_ number: Int, context: String, embedded: Bool) -> String {
        let incident = """
            {"number":1,"pod":"p\(number)","uid":"u","cause":"crashed","detail":"crashed","planned":false,"open":false,"openedAt":"2099-01-01T00:00:00Z",\
            "marks":{},"capacityGap":4,"failedRequests":1,"results":[],"evidence":[],"summary":"s"}
            """
        return "{\"schema\":1,\"context\":\"\(context)\",\"namespace\":\"n\",\"embedded\":\(embedded),\"incident\":\(incident)}\n"
    }

    @Test func worldsAreToldApart() async throws {
        let state = FileManager.default.temporaryDirectory.appending(path: "failtop-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: state) }
        func run(_ arguments: [String]) async throws -> Program.Outcome {
            try await Program.run(Program.failtop, ["history"] + arguments, environment: ["XDG_STATE_HOME": state.path])
        }
        let missing = try await run([])
        #expect(missing.exitCode == 2 && missing.error.contains("there is no history yet") && missing.error.contains("failtop demo"))
        try FileManager.default.createDirectory(at: state.appending(path: "failtop"), withIntermediateDirectories: true)
        let lines = [Self.line(1, context: "a", embedded: false), "broken\n", Self.line(2, context: "b", embedded: false), Self.line(3, context: "a", embedded: true)]
        try Data(lines.joined().utf8).write(to: state.appending(path: "failtop/history.jsonl"))
        let cases: [([String], [String])] = [
            ([], ["p1", "p2"]), (["--context", "a"], ["p1"]), (["--demo"], ["p3"]), (["-n", "other"], []), (["--since", "1h", "--context", "b"], ["p2"]),
        ]
        for (arguments, pods) in cases {
            let csv = try await run(arguments + ["-o", "csv"])
            let told = csv.output.split(separator: "\n").dropFirst().map { String($0.split(separator: ",", omittingEmptySubsequences: false)[4]) }
            #expect(csv.exitCode == 0 && told == pods, "\(csv.output)")
        }
        let table = try await run([])
        #expect(table.output.contains("2 incidents from") && table.output.contains("1 line of the history could not be read"), "\(table.output)")
    }
}
