import FailoverModel
import Foundation
import Synchronization

/// Asks the API server for its version, over and over: a watch that is open and silent may be quiet or cut off, and
/// nothing else tells one from the other for minutes.
///
/// Concurrency: one task asks; the watches look at what it found, behind a mutex.
final class Heartbeat: Sendable {
    /// No answer came to a question.
    struct Miss: Sendable {
        var asked: Moment
        var failure: RequestFailure
        /// When an answer came last.
        var lastAnswer: Moment?
    }

    private struct Found {
        var lastAnswer: Moment?
        var miss: Miss?
    }

    private let transport: APITransport
    private let run: RunContext
    private let found = Mutex(Found())

    init(transport: APITransport, run: RunContext) {
        self.transport = transport
        self.run = run
    }

    /// The question that stays without an answer, if it was asked after `moment`: until then the server was heard.
    func miss(since moment: Moment) -> Miss? {
        found.withLock { found in found.miss.flatMap { $0.asked > moment ? $0 : nil } }
    }

    /// Until cancelled. Tells the server's version once it is known.
    func untilCancelled(_ tellVersion: @Sendable (String) -> Void) async throws {
        var isTold = false
        while true {
            if let version = try await ask(), !isTold {
                isTold = true
                tellVersion(version)
            }
            try await run.clock.sleep(for: run.rules.heartbeat)
        }
    }

    private func ask() async throws -> String? {
        struct Version: Decodable { var gitVersion: String? }
        let asked = run.now()
        do {
            let request = transport.connection.request(.GET, "/version")
            let data = try await transport.data(request, within: run.rules.heartbeatLimit)
            heard()
            return try? JSONDecoder().decode(Version.self, from: data).gitVersion
        } catch let failure as RequestFailure {
            // A refusal is a sign of life too. What begins with 5 may come from something on the way: kubectl answers
            // 500 where it reaches no server.
            if let status = failure.status, status < 500 {
                heard()
            } else {
                found.withLock { $0.miss = Miss(asked: asked, failure: failure, lastAnswer: $0.lastAnswer) }
            }
            return nil
        }
    }

    private func heard() {
        let now = run.now()
        found.withLock { $0 = Found(lastAnswer: now) }
    }
}
