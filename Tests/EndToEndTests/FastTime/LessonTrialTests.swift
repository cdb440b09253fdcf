import Foundation
import KubernetesClient
import TestSupport
import Testing

@testable import failtop

extension FastTimeTests {
    /// A lesson without a learner, on a fast clock.
    @Suite(.timeLimit(.minutes(3)))
    @MainActor
    struct LessonTrialTests {
        private static let page = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../../docs/training.md")

        /// The example of docs/training.md, and what becomes of it when it asks for nothing or its solution does nothing.
        @Test func theExampleOfThePageIsRehearsed() async throws {
            let page = try String(contentsOf: Self.page, encoding: .utf8)
            let yaml = String(try #require(page.firstMatch(of: /```yaml\n((?s).*?)```/)).1)
            let good = try await Self.rehearse(yaml)
            #expect(good.contains { $0.hasPrefix("before: ") } && good.last == "after the solution: done", "\(good)")
            let idle = yaml.replacing("ready-engines: 2", with: "ready-engines: 1").replacing("opening: engine-deleted", with: "opening: nothing")
            await #expect(throws: Failure(.fail, "the conditions hold before anything was done")) { try await Self.rehearse(idle) }
            do {
                _ = try await Self.rehearse(yaml.replacing("kubectl scale", with: "kubectl no-such-thing"))
                Issue.record("a solution that fails is no solution")
            } catch let failure as Failure {
                #expect(failure.exit == .fail && failure.message?.hasPrefix("the solution failed: kubectl no-such-thing") == true)
            }
        }

        private static func rehearse(_ yaml: String) async throws -> [String] {
            let time = FastTime(rate: 4)
            let (lines, told) = AsyncStream.makeStream(of: String.self)
            var rehearsal = LessonRehearsal(file: try LessonFile.load(yaml: yaml, file: "example.yaml"))
            rehearsal.access = { addresses in
                .direct(
                    url: addresses.apiServerURL, token: addresses.token, caPEM: addresses.caPEM, context: "lab",
                    namespace: addresses.namespace)
            }
            rehearsal.clusterClock = time.cluster
            rehearsal.clock = time.board
            rehearsal.tell = { told.yield($0) }
            try await rehearsal.run()
            told.finish()
            var all: [String] = []
            for await line in lines { all.append(line) }
            return all
        }
    }
}
