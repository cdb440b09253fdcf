import PlainText

/// Reads the log of NVIDIA Dynamo's frontend, as of 1.6.1, text or JSON lines (`DYN_LOGGING_JSONL=1`).
///
/// A request is known by `x_request_id`, a worker by its decimal instance id. The last `Selected worker` line of a request
/// is the truth; `request completed` and `nvext.worker_id` keep naming a worker that died. Of a session that is bound to its worker only
/// the first request has such a line: who served the others stands in `route request completed`.
package struct DynamoLog: RouterLogFormat {
    /// How many requests are remembered for their attempts.
    private static let memory = 4_096
    private var attempts: [String: Int] = [:]

    package init() {}

    package mutating func feed(_ raw: String) -> [RouterLogLine] {
        let line = LogText.logLine(raw)
        if line.utf8.first == UInt8(ascii: "{") {
            guard let fields = JSONLogLine.fields(line), fields["level"] != nil, let message = fields["message"]
            else { return [.unknown] }
            return [said(ANSI.plain(message)[...]) { fields[$0].map { ANSI.plain($0, limit: 300) } }]
        }
        guard let record = RustLogRecord(line) else { return [RustLogRecord.isBacktrace(line) ? .routine : .unknown] }
        return [said(Self.message(record.body)) { record.field($0) }]
    }

    /// Messages of interest stand right behind these targets.
    private static let targets = ["::push_router: ", "request_span: "]

    private static func message(_ body: Substring) -> Substring {
        for target in targets {
            if let parts = LogText.cut(body, at: target) { return parts.right }
        }
        return ""
    }

    private mutating func said(_ message: Substring, _ field: (String) -> String?) -> RouterLogLine {
        func starts(_ words: String) -> Bool { message.utf8.starts(with: words.utf8) }
        guard starts("Selected worker") || starts("migration ") || starts("route request "),
            let request = field("x_request_id") ?? field("request_id"), LogText.word(request[...]) != nil
        else { return .routine }
        let reason = field("migration.reason") ?? field("error.type") ?? ""
        if starts("Selected worker") {
            guard let worker = field("worker_id") else { return .notUnderstood(ANSI.plain(String(message), limit: 300)) }
            return .routed(request: request, session: nil, worker: worker, attempt: nextAttempt(of: request))
        }
        if starts("route request failed") {
            guard let worker = field("worker_id") else { return .routine }
            return .attemptFailed(request: request, worker: worker, attempt: attempts[request] ?? 1, problem: reason)
        }
        if starts("route request completed") {
            guard attempts[request] == nil, let worker = field("worker_id") else { return .routine }
            return .served(AccessLine(ids: [request], workers: [worker], status: 200))
        }
        guard let from = field("migration.from_worker_id") else { return .routine }
        if starts("migration retries exhausted") { return .migrationRefused(request: request, from: from, reason: reason) }
        guard starts("migration retry scheduled") else { return .routine }
        let tokens = field("migration.tokens_completed").flatMap { Int($0) } ?? 0
        return .migrating(request: request, from: from, tokens: tokens, reason: reason)
    }

    private mutating func nextAttempt(of request: String) -> Int {
        if attempts.count > Self.memory { attempts = [:] }
        attempts[request, default: 0] += 1
        return attempts[request] ?? 1
    }
}
