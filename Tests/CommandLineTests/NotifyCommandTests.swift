import Foundation
import IncidentModel
import Testing
@testable import failtop


/// `--notify`.
struct NotifyCommandTests {
    private func news() throws -> IncidentAnnouncement {
        let json = """
            {"schema":1,"event":"opened","incident":{"number":7,"pod":"p","uid":"u","cause":"deleted","detail":"was deleted",
             "planned":false,"open":true,"openedAt":"2026-11-23T20:08:02Z","marks":{},"failedRequests":0,"results":[],"evidence":[],"summary":"s"}}
            """
        return try JSONDecoder().decode(IncidentAnnouncement.self, from: Data(json.utf8))
    }

    @Test func theEventComesAsJSONOnTheInput() async throws {
        let file = FileManager.default.temporaryDirectory.appending(path: "failtop-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: file) }
        let problem = await NotifyCommand(command: "cat > \(file.path)").run(try news())
        #expect(problem == nil)
        let told = try JSONDecoder().decode(IncidentAnnouncement.self, from: try Data(contentsOf: file))
        #expect(try told == news())
    }

    @Test func whatGoesWrongIsSaidInALine() async throws {
        #expect(await NotifyCommand(command: "true").run(try news()) == nil, "it need not read")
        let problem = await NotifyCommand(command: "echo no such host >&2; exit 3").run(try news())
        #expect(problem == "the command ended with exit code 3: no such host")
        #expect(await NotifyCommand(command: "kill -9 $$").run(try news()) == "the command was ended by signal 9")
    }

    @Test func aCommandThatHangsIsGivenUp() async throws {
        let problem = await NotifyCommand(command: "exec sleep 60", limit: .milliseconds(200)).run(try news())
        #expect(problem?.contains("given up") == true)
    }
}
