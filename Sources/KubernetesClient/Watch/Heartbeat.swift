import ClusterModel
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
        /// When the first answer came after one that did not.
        var cameBack: Moment?
        /// The last answer was that nobody is logged in.
        var isLoggedOut = false
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

    /// The server fell silent, and has answered again after `moment`: a question from before may never be answered, and
    /// there is nothing to wait for.
    func cameBack(since moment: Moment) -> Bool {
        found.withLock { $0.cameBack.map { $0 > moment } ?? false }
    }

    /// This way leads nowhere now: no answer to the last question, or nobody is logged in.
    var isLost: Bool { found.withLock { $0.miss != nil || $0.isLoggedOut } }

    /// What its answers tell beside being there.
    enum News: Sendable, Equatable {
        /// Once.
        case version(String)
        /// The server's clock in Unix seconds: at first, and when it has gone another way than this run's.
        case clock(Double)
    }

    /// Until cancelled.
    func untilCancelled(_ tell: @Sendable (News) -> Void) async throws {
        var isTold = false
        var offset: Double?
        while true {
            if let answer = try await ask() {
                if !isTold, let version = answer.version {
                    isTold = true
                    tell(.version(version))
                }
                if let clock = answer.clock {
                    let now = clock - run.now().seconds
                    if offset.map({ abs(now - $0) > 1.5 }) ?? true {
                        offset = now
                        tell(.clock(clock))
                    }
                }
            }
            try await run.clock.sleep(for: run.rules.heartbeat)
        }
    }

    private func ask() async throws -> (version: String?, clock: Double?)? {
        struct Version: Decodable { var gitVersion: String? }
        let asked = run.now()
        do {
            let request = transport.connection.request(.GET, "/version")
            let response = try await transport.open(request, headersWithin: run.rules.heartbeatLimit)
            let clock = response.headers.first(name: "Date").flatMap(Self.seconds(ofDate:))
            let data = try await transport.body(of: response)
            heard()
            return (try? JSONDecoder().decode(Version.self, from: data).gitVersion, clock)
        } catch let failure as RequestFailure {
            // A refusal is a sign of life too. What begins with 5 may come from something on the way: kubectl answers
            // 500 where it reaches no server.
            if let status = failure.status, status < 500 {
                heard(isLoggedOut: status == 401)
            } else {
                found.withLock { $0.miss = Miss(asked: asked, failure: failure, lastAnswer: $0.lastAnswer) }
            }
            return nil
        }
    }

    /// Unix seconds of an HTTP date such as `Tue, 24 Nov 2026 20:00:00 GMT`; nil for anything else.
    static func seconds(ofDate text: String) -> Double? {
        let form = Date.ParseStrategy(
            format: "\(weekday: .abbreviated), \(day: .twoDigits) \(month: .abbreviated) \(year: .defaultDigits) \(hour: .twoDigits(clock: .twentyFourHour, hourCycle: .zeroBased)):\(minute: .twoDigits):\(second: .twoDigits) GMT",
            locale: Locale(identifier: "en_US_POSIX"), timeZone: .gmt, isLenient: false)
        return (try? Date(text, strategy: form))?.timeIntervalSince1970
    }

    private func heard(isLoggedOut: Bool = false) {
        let now = run.now()
        found.withLock {
            $0 = Found(lastAnswer: now, cameBack: $0.miss == nil ? $0.cameBack : now, isLoggedOut: isLoggedOut)
        }
    }
}
