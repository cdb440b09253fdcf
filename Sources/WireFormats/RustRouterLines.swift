import PlainText

/// Lines that `vllm-router` and `sglang-router` have from their common ancestor.
enum RustRouterLines {
    /// `Failed to send typed request worker_url=URL route=/v1/chat/completions error=…`.
    static func failure(_ message: Substring) -> RouterLogLine? {
        failedAttempt(message).map { .workerFailed(worker: $0.worker, problem: $0.problem) }
    }

    static func failedAttempt(_ message: Substring) -> (worker: String, problem: String)? {
        guard let rest = LogText.after("Failed to send typed request ", in: message),
            let worker = LogText.cut(rest, at: "worker_url=").flatMap({ LogText.url(LogText.firstWord($0.right)) })
        else { return nil }
        let problem = LogText.cut(rest, at: " error=")?.right ?? ""
        return (worker, ANSI.plain(String(problem), limit: 300))
    }

    /// `Circuit breaker state transition: closed -> open`.
    static func breaker(_ message: Substring) -> RouterLogLine? {
        guard let rest = LogText.after("Circuit breaker state transition: ", in: message),
            let states = LogText.cut(rest, at: " -> "), let from = LogText.word(states.left),
            let to = LogText.word(LogText.trimmed(states.right))
        else { return nil }
        return .breakerChanged(from: from, to: to)
    }

    /// `Adding pod: NAME | type: Some(Regular) | url: URL`, and `Removing pod (deletion): …` or `(ineligible)`, the latter
    /// for a pod that is not ready. A pod that was deleted by force is never named again.
    static func discovery(_ message: Substring) -> RouterLogLine? {
        if let rest = LogText.after("Adding pod: ", in: message) {
            guard let pod = LogText.cut(rest, at: " | ").flatMap({ LogText.word($0.left) }),
                let url = LogText.cut(rest, at: "url: ")?.right, let host = host(of: url)
            else { return nil }
            return .discovered(pod: pod, ip: host)
        }
        guard let rest = LogText.after("Removing pod", in: message), let tail = LogText.cut(rest, at: ": "),
            let pod = LogText.cut(tail.right, at: " | ").flatMap({ LogText.word($0.left) })
        else { return nil }
        return tail.left == " (ineligible)" ? .deleted(pod: pod) : .terminating(pod: pod)
    }

    private static func host(of url: Substring) -> String? {
        guard let rest = LogText.cut(url, at: "://")?.right else { return nil }
        if let address = LogText.after("[", in: rest) {
            return LogText.cut(address, at: "]").flatMap { LogText.word($0.left) }
        }
        let end = rest.utf8.firstIndex { $0 == UInt8(ascii: ":") || $0 == UInt8(ascii: "/") }
        return LogText.word(rest[..<(end ?? rest.endIndex)])
    }
}
