import Foundation
import Synchronization
import Testing

@testable import DemoCluster

@Suite(.timeLimit(.minutes(1)))
struct BackgroundUsersTests {
    @Test func usersKeepAskingAndSurviveFailures() async throws {
        try await RouterTestCluster.run(subnet: 30, arguments: ["--routing-logic", "session"]) { cluster in
            let answers = Mutex((complete: Set<String>(), failed: 0))
            var configuration = BackgroundUsers.Configuration(
                sessions: 4, baseURL: "http://\(cluster.routerIP):8000", thinkTime: 0.01...0.05, answerLength: 3...6)
            configuration.pause = 0.05
            let users = BackgroundUsers(configuration: configuration) { id, answer in
                answers.withLock { answers in
                    if answer == .complete { answers.complete.insert(id) } else { answers.failed += 1 }
                }
            }
            await withTaskGroup(of: Void.self) { group in
                group.addTask { await users.run() }
                do {
                    try await expectEventually("each of four asks three times") {
                        (1...4).allSatisfy { user in
                            answers.withLock { $0.complete.filter { $0.hasPrefix("user-\(user)-1-") }.count >= 3 }
                        }
                    }
                    await cluster.engines[0].kill()
                    await cluster.engines[1].kill()
                    try await expectEventually("failures") { answers.withLock { $0.failed } >= 3 }
                    cluster.bench.show(PodEvent.ready("engine-0", cluster.engineIPs[0]).with { $0.isRemoved = true })
                    cluster.bench.show(PodEvent.ready("engine-1", cluster.engineIPs[1]).with { $0.isRemoved = true })
                    let before = answers.withLock { $0.complete.count }
                    try await expectEventually("life goes on") { answers.withLock { $0.complete.count } >= before + 8 }
                } catch {
                    Issue.record(error)
                }
                group.cancelAll()
            }
            let sessions = Set(
                cluster.bench.lines.compactMap { $0.firstMatch(of: /with session id (user-\d+) to/)?.output.1 })
            #expect(sessions == ["user-1", "user-2", "user-3", "user-4"])
        }
    }
}
