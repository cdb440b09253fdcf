import ClusterModel
import DrillModel
import Foundation
import IncidentModel
import TestSupport
import Testing
import TrafficModel
import TrainingModel

/// No room writes what another one holds: the compiler says so. Each line is type-checked as a file of the room where features
/// meet, once as a reader, which compiles, and once as a writer, which does not.
struct WallTests {
    @Test(arguments: [
        ("cluster.records", "[:]"), ("cluster.sources", "SourcesState()"), ("cluster.sources.states", "[:]"),
        ("traffic.router", "RouterState()"), ("traffic.router.listed", "[]"), ("traffic.sessions.records", "[:]"),
        ("traffic.conversations", "ConversationsState()"), ("traffic.conversations.all", "[:]"), ("incidents.all", "[]"),
        ("incidents.kills", "KillsState()"), ("test.rounds", "[]"), ("training.hints", "0"),
    ])
    func anotherRoomReadsAndDoesNotWrite(_ path: String, value: String) async throws {
        let reading = try await check("_ = state.\(path)")
        #expect(reading.exitCode == 0, "\(reading.error)")
        let writing = try await check("state.\(path) = \(value)")
        #expect(writing.exitCode != 0)
        #expect(writing.error.contains("setter is inaccessible"), "\(writing.error)")
    }

    /// Of a C module that swift-algorithms is built on.
    private static var headers: String {
        Program.products.appending(path: "../../checkouts/swift-numerics/Sources/_NumericsShims/include").standardizedFileURL.path
    }

    private func check(_ line: String) async throws -> Program.Outcome {
        let file = FileManager.default.temporaryDirectory.appending(path: "failtop-wall-\(UUID().uuidString).swift")
        defer { try? FileManager.default.removeItem(at: file) }
        let modules = ["ClusterModel", "TrafficModel", "IncidentModel", "DiagnosisModel", "DrillModel", "TrainingModel"]
        let source = """
            \(modules.map { "package import \($0)" }.joined(separator: "\n"))

            package struct Rooms {
                package var cluster = ClusterState()
                package var traffic = TrafficState()
                package var incidents = IncidentsState()
                package var test = TestState()
                package var training = TrainingState()
            }

            func visit(_ state: inout Rooms) { \(line) }
            """
        try Data(source.utf8).write(to: file)
        return try await Program.run(
            "swiftc",
            [
                "-typecheck", "-swift-version", "6", "-package-name", Program.packageName, "-I",
                Program.products.appending(path: "Modules").path, "-I", Self.headers, "-module-name", "Visitor", file.path,
            ])
    }
}
