import PlainText

/// Reads nginx: the access log of ingress-nginx (`upstreaminfo`) and the error log. The usual combined format names no worker.
///
/// An engine that is killed in the middle of an answer does not show in the access log. Its time is that of the end, in seconds.
package struct NginxLog: RouterLogFormat {
    package init() {}

    package mutating func feed(_ raw: String) -> [RouterLogLine] {
        let line = LogText.logLine(raw)
        if let found = Self.access(line[...]) ?? Self.error(line[...]) { return [found] }
        return [line.isEmpty ? .routine : .unknown]
    }

    /// `CLIENT - USER [TIME] "REQUEST" STATUS BYTES "REFERER" "AGENT" LENGTH SECONDS [NAME] [ALTERNATIVE] ADDRESSES LENGTHS SECONDS
    /// STATUSES ID`, where what was tried one after the other stands with commas between.
    static func access(_ text: Substring) -> RouterLogLine? {
        guard let open = LogText.cut(text, at: " ["), let close = LogText.cut(open.right, at: "] "),
            let time = LogTime.common(close.left), time.hasZone
        else { return nil }
        let fields = joined(LogFields(close.right))
        guard let request = fields.first, request.isQuoted, fields.count >= 5, let status = Int(fields[1].text) else { return nil }
        guard fields.count == 14, let seconds = Double(fields[6].text), request.text.utf8.starts(with: "POST ".utf8) else { return .routine }
        let lasted = AccessLine.plausible(seconds)
        let workers = list(fields[9].text)
        let statuses = list(fields[12].text)
        let took = list(fields[11].text).last.flatMap { Double($0) } ?? 0
        let end = end(status: status, upstream: statuses.last, took: took, hasWorker: !workers.isEmpty)
        return .served(
            AccessLine(
                ids: [fields[13].text].compactMap(AccessLine.value), workers: workers, status: status, began: lasted.map { time.seconds - $0 },
                lasted: lasted, end: end, words: end == nil ? "" : "HTTP \(status), upstream \(statuses.last ?? "none")"))
    }

    /// Lists of attempts are one field: a comma, or a colon of its own, goes on.
    private static func joined(_ fields: LogFields) -> [LogFields.Field] {
        var found: [LogFields.Field] = []
        var goesOn = false
        for field in fields.all {
            let isSeam = !field.isQuoted && field.text == ":"
            if goesOn || isSeam, let last = found.indices.last, !found[last].isQuoted {
                found[last].text += (isSeam ? "," : field.text)
            } else {
                found.append(field)
            }
            goesOn = isSeam || !field.isQuoted && field.text.utf8.last == UInt8(ascii: ",")
        }
        return found
    }

    private static func list(_ text: String) -> [String] {
        text.split(separator: ",").map(String.init).compactMap(AccessLine.value)
    }

    private static func end(status: Int, upstream: String?, took: Double, hasWorker: Bool) -> AccessLine.End? {
        switch status {
        case 499: .clientLeft
        case 504: .timeLimit
        case 502, 503: hasWorker ? (upstream == "502" ? (took > 0 ? .engineDied : .engineUnreachable) : nil) : .noneLeft
        default: nil
        }
    }

    /// `2026/11/26 17:47:01 [error] 1198#1198: *1 MESSAGE, client: …, upstream: "http://127.0.20.2:8000/v1/…", …`.
    static func error(_ text: Substring) -> RouterLogLine? {
        guard isErrorTime(text), let level = LogText.between(" [", "] ", in: text), let body = LogText.cut(text, at: "] ")?.right,
            let message = LogText.cut(body, at: ": ")?.right
        else { return nil }
        guard ["error", "crit", "warn"].contains(String(level)) else { return .routine }
        let problem = LogText.cut(message, at: ", client: ")?.left ?? message
        let said = problem.utf8.first == UInt8(ascii: "*") ? LogText.cut(problem, at: " ")?.right ?? problem : problem
        guard let upstream = LogText.between(", upstream: \"", "\"", in: message).flatMap(LogText.url) else { return .routine }
        let words = ANSI.plain(String(said), limit: 300)
        // Between two messages of nginx: the second means an answer that had begun.
        if LogText.contains(said, "prematurely closed"), !LogText.contains(said, "response header") {
            return .streamBroke("\(words) (\(upstream))")
        }
        return .workerFailed(worker: upstream, problem: words)
    }

    static func isErrorTime(_ text: Substring) -> Bool {
        let head = Array(text.utf8.prefix(20))
        return head.count == 20 && head[4] == UInt8(ascii: "/") && head[7] == UInt8(ascii: "/") && head[10] == 0x20
            && head[13] == UInt8(ascii: ":") && head[19] == 0x20
    }
}
