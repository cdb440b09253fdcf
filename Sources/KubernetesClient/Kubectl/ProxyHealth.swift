import Foundation
import Synchronization

/// What is known about the kubectl process: whether it runs, and its last words.
///
/// Concurrency: written by the supervisor, read by every request that fails; a mutex guards the few values.
final class ProxyHealth: Sendable {
    private struct State {
        var isUp = false
        var problem: String?
        var processID: Int32?
        var lastWords: [String] = []
    }

    private let state = Mutex(State())
    private static let wordsKept = 5

    var isUp: Bool { state.withLock { $0.isUp } }
    /// It ended, and no other has come up since.
    var hasEnded: Bool { state.withLock { $0.problem != nil } }
    /// Its last words, oldest first.
    var words: [String] { state.withLock { $0.lastWords } }
    /// Of the shell that guards kubectl.
    var processID: Int32? { state.withLock { $0.processID } }

    func started(processID: Int32) {
        state.withLock {
            $0.processID = processID
            $0.lastWords = []
        }
    }

    func answered() {
        state.withLock {
            $0.isUp = true
            $0.problem = nil
        }
    }

    func said(_ line: String) {
        state.withLock {
            $0.lastWords.append(Self.stripped(line))
            if $0.lastWords.count > Self.wordsKept { $0.lastWords.removeFirst() }
        }
    }

    /// Another takes its place at once.
    func restarts() {
        state.withLock {
            $0.isUp = false
            $0.lastWords = []
        }
    }

    /// The process is gone. Returns why.
    func ended(_ status: String) -> String {
        state.withLock {
            let words = $0.lastWords.last.map { ": \($0)" } ?? ""
            let problem = "kubectl proxy ended (\(status))\(words)"
            $0.problem = problem
            $0.isUp = false
            $0.processID = nil
            return problem
        }
    }

    /// What kubectl says where a credential plugin gave none (client-go).
    static let pluginFailure = "getting credentials"
    static let noCredentials = "no credentials: "
    private static let loginAdvice = "Log in where the plugin can ask (kubectl get pods in a terminal); failtop then goes on by itself"

    /// The reason of a failed request in the light of what kubectl said.
    func explain(_ reason: String) -> String {
        state.withLock {
            if let problem = $0.problem { return problem }
            if reason.contains(Self.pluginFailure) || $0.lastWords.last?.contains(Self.pluginFailure) == true {
                let own = $0.lastWords.last { !$0.contains(Self.pluginFailure) && !$0.isEmpty }
                return "\(Self.noCredentials)\(own ?? reason). \(Self.loginAdvice)"
            }
            guard $0.isUp else { return $0.lastWords.last.map { "\(reason): \($0)" } ?? "kubectl proxy is starting" }
            return $0.lastWords.last.map { "\(reason): \($0)" } ?? reason
        }
    }

    /// `E1124 00:25:32.983992 15868 proxy_server.go:147] Error while …` without what only kubectl's authors need.
    static func stripped(_ line: String) -> String {
        guard let bracket = line.range(of: "] "), let first = line.utf8.first, "EWIF".utf8.contains(first) else {
            return line.hasPrefix("error: ") ? String(line.dropFirst("error: ".count)) : line
        }
        let text = String(line[bracket.upperBound...])
        let prefix = "Error while proxying request: "
        return text.hasPrefix(prefix) ? String(text.dropFirst(prefix.count)) : text
    }
}
