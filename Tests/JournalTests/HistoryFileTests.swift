import Foundation
import IncidentModel
import Testing

@testable import Journal

/// The incidents of all runs, in one file.
struct HistoryFileTests {
    private static func inFolder(_ body: (HistoryFile) async throws -> Void) async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "failtop-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        try await body(HistoryFile(path: folder.appending(path: "failtop/history.jsonl").path))
    }

    private static func record(_ number: Int, at time: String = "2026-11-23T20:08:02Z") -> IncidentRecord {
        let line = """
            {"number":\(number),"pod":"p\(number)","uid":"u","cause":"deleted","detail":"was deleted","planned":false,"open":false,
             "openedAt":"\(time)","marks":{},"capacityGap":4,"failedRequests":1,"results":[],"evidence":[],"summary":"s"}
            """
        let incident = try? JSONDecoder().decode(IncidentLine.self, from: Data(line.utf8))
        guard let incident else { preconditionFailure("the line is one") }
        return IncidentRecord(context: "c", namespace: "n", image: "vllm/vllm-openai:v1", incident: incident)
    }

    @Test func severalWritersKeepLinesWhole() async throws {
        try await Self.inFolder { file in
            await withTaskGroup(of: Void.self) { group in
                for writer in 0..<8 {
                    group.addTask { for number in 0..<50 { try? file.append(Self.record(writer * 50 + number)) } }
                }
            }
            let (entries, skipped) = try await file.read(since: "")
            #expect(skipped == 0 && Set(entries.map(\.incident.pod)).count == 400)
            let mode = try FileManager.default.attributesOfItem(atPath: file.path)[.posixPermissions] as? Int
            #expect(mode == 0o600)
        }
    }

    @Test(arguments: [
        "{", "nonsense", "[]", "{\"schema\":1}", "{\"schema\":1,\"half\":\"a li", "\u{0}\u{1B}[2J",
        String(repeating: "[", count: 100_000),
    ])
    func aBrokenLineIsCountedAndSpoilsNoOther(_ broken: String) async throws {
        try await Self.inFolder { file in
            try file.append(Self.record(1))
            let handle = try #require(FileHandle(forWritingAtPath: file.path))
            try handle.seekToEnd()
            // No line break: its writer came no further.
            try handle.write(contentsOf: Data(broken.utf8))
            try handle.close()
            try file.append(Self.record(2))
            let (entries, skipped) = try await file.read(since: "")
            #expect(entries.map(\.incident.pod) == ["p1", "p2"] && skipped == 1)
        }
    }

    @Test func absurdFiguresAreNoFigures() async throws {
        try await Self.inFolder { file in
            var record = Self.record(1)
            record.incident.failedRequests = .max
            try file.append(record)
            record = Self.record(2)
            record.incident.capacityGap = 1e300
            try file.append(record)
            record = Self.record(3)
            record.schema = 2
            try file.append(record)
            #expect(try await file.read(since: "").skipped == 3)
        }
    }

    @Test func aFullFileBecomesTheOlderOneAndIsStillRead() async throws {
        try await Self.inFolder { file in
            var file = file
            file.limit = 400
            for number in 0..<4 { try file.append(Self.record(number, at: "2026-11-2\(number)T00:00:00Z")) }
            #expect(FileManager.default.fileExists(atPath: file.path + ".1"))
            #expect(try await file.read(since: "").entries.map(\.incident.pod) == ["p0", "p1", "p2", "p3"])
            #expect(try await file.read(since: "2026-11-22T00:00:00Z").entries.map(\.incident.pod) == ["p2", "p3"])
        }
    }

    @Test func whereItCannotBeWrittenIsSaid() {
        let file = HistoryFile(path: "/proc/nowhere/history.jsonl")
        #expect(throws: JournalError.self) { try file.append(Self.record(1)) }
        #expect(file.isMissing)
    }
}
