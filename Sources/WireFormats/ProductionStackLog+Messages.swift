import PlainText

extension ProductionStackLog {
    static func meaning(of record: LogRecord) -> RouterLogLine {
        let message = Substring(ANSI.plain(record.message))
        if record.level == "DEBUG" { return .routine }
        return refusal(in: message) ?? routing(message) ?? orchestrated(message) ?? failure(message) ?? discovery(message)
            ?? (routineBeginnings.contains { message.utf8.starts(with: $0.utf8) } || isServerAccess(message)
                ? .routine : .unknown)
    }

    /// `Routing request ID with session id SESSION to URL at 1795464360.21, process time = 0.0015` and
    /// `Routing request ID to URL (attempt 2/3)`.
    private static func routing(_ message: Substring) -> RouterLogLine? {
        guard let rest = LogText.after("Routing request ", in: message) else { return nil }
        if let head = LogText.cut(rest, at: " with session id ") {
            // A session may contain anything, so the line is read from its end.
            guard let request = LogText.word(head.left), let time = LogText.cut(head.right, atLast: " at "),
                LogText.cut(time.right, at: "process time = ") != nil,
                let worker = LogText.cut(time.left, atLast: " to "), let url = LogText.url(worker.right)
            else { return .notUnderstood(String(message.prefix(300))) }
            let session = String(LogText.trimmed(worker.left))
            return .routed(
                request: request, session: session == "None" || session.isEmpty ? nil : session, worker: url, attempt: 1
            )
        }
        guard let head = LogText.cut(rest, at: " to "), let request = LogText.word(head.left) else {
            return LogText.cut(rest, at: " for model: ") == nil ? .notUnderstood(String(message.prefix(300))) : .routine
        }
        // Up to 0.1.4, without a session.
        if let old = LogText.cut(head.right, at: " at "), LogText.contains(old.right, "process time = "), let url = LogText.url(old.left) {
            return .routed(request: request, session: nil, worker: url, attempt: 1)
        }
        guard let tail = LogText.cut(head.right, at: " (attempt "), let url = LogText.url(tail.left), let attempt = attempt(tail.right)
        else { return LogText.cut(rest, at: " for model: ") == nil ? .notUnderstood(String(message.prefix(300))) : .routine }
        return .routed(request: request, session: nil, worker: url, attempt: attempt.number)
    }

    /// `[ID] Prefill endpoint: URL`, `[ID] Decode endpoint: URL` and `[ID] Sending decode request to URL/v1/chat/completions`.
    private static func orchestrated(_ message: Substring) -> RouterLogLine? {
        guard let rest = LogText.after("[", in: message), let parts = LogText.cut(rest, at: "] "), let request = LogText.word(parts.left)
        else { return nil }
        for (words, decodes) in [
            ("Prefill endpoint: ", false), ("Sending prefill request to ", false), ("Decode endpoint: ", true),
            ("Sending decode request to ", true),
        ] {
            guard let tail = LogText.after(words, in: parts.right) else { continue }
            guard let url = LogText.url(LogText.firstWord(tail)) else { return .notUnderstood(String(message.prefix(300))) }
            let worker = LogText.cut(url[...], at: "/v1/").map { String($0.left) } ?? url
            return decodes ? .routed(request: request, session: nil, worker: worker, attempt: 1) : .prefilled(request: request, worker: worker)
        }
        return ["Starting ", "Prefill ", "Decode "].contains { parts.right.utf8.starts(with: $0.utf8) } ? .routine : nil
    }

    /// `Request ID failed on URL (attempt 1/3): problem`.
    private static func failure(_ message: Substring) -> RouterLogLine? {
        guard let rest = LogText.after("Request ", in: message), let head = LogText.cut(rest, at: " failed on "),
            let request = LogText.word(head.left), let tail = LogText.cut(head.right, at: " (attempt "),
            let url = LogText.url(tail.left), let attempt = attempt(tail.right)
        else { return nil }
        let problem = LogText.after(":", in: attempt.rest) ?? attempt.rest
        return .attemptFailed(
            request: request, worker: url, attempt: attempt.number,
            problem: ANSI.plain(String(LogText.trimmed(problem)), limit: 300))
    }

    private static func discovery(_ message: Substring) -> RouterLogLine? {
        if let rest = LogText.after("Discovered new serving engine ", in: message) {
            guard let name = LogText.cut(rest, at: " at "), let pod = LogText.word(name.left),
                let ip = LogText.word(LogText.cut(name.right, at: ",")?.left ?? name.right)
            else { return nil }
            return .discovered(pod: pod, ip: ip)
        }
        if let rest = LogText.after("Serving engine ", in: message) {
            guard let name = LogText.cut(rest, at: " is deleted"), let pod = LogText.word(name.left) else { return nil }
            return .deleted(pod: pod)
        }
        if let rest = LogText.after("Pod ", in: message) {
            guard let name = LogText.cut(rest, at: " has ready containers but is terminating"),
                let pod = LogText.word(name.left)
            else { return nil }
            return .terminating(pod: pod)
        }
        return nil
    }

    /// `2/3)` and what follows.
    private static func attempt(_ text: Substring) -> (number: Int, rest: Substring)? {
        guard let parts = LogText.cut(text, at: ")"), let slash = LogText.cut(parts.left, at: "/"),
            let number = Int(slash.left), number > 0
        else { return nil }
        return (number, parts.right)
    }

    /// `127.0.0.1:60868 - "POST /v1/chat/completions HTTP/1.1" 200`, the JSON form of an access line.
    private static func isServerAccess(_ message: Substring) -> Bool {
        guard let tail = LogText.cut(message, at: " - \"") else { return false }
        return LogText.cut(tail.right, at: " HTTP/") != nil
    }

    /// `127.0.0.1:60868 - "POST /v1/chat/completions HTTP/1.1" 503 Service Unavailable`: it knew of no engine that is ready; other
    /// 5xx are an engine's own, passed on, or of one that it did not reach.
    static func refusal(in message: Substring) -> RouterLogLine? {
        guard let tail = LogText.cut(message, at: " - \"POST /v1/"), let answer = LogText.cut(tail.right, at: "\" "),
            let status = Int(answer.right.prefix(3)), (500..<600).contains(status)
        else { return nil }
        return LogText.cut(answer.left, at: " HTTP/") == nil ? nil : .refused(status: status)
    }

    private static let routineBeginnings = [
        "Request for model ", "Scraping metrics from ", "Found models on pod ", "Found ulimit of ", "Initializing ",
        "aiohttp ", "Closing ", "Got session id", "Debug session extraction", "Failed to scrape metrics", "Server: ",
        "K8s watcher error", "Exception in ASGI application", "Started server process", "Waiting for application ",
        "Application startup", "Application shutdown", "Uvicorn running", "Shutting down", "Finished server process",
        "====",
    ]
}
