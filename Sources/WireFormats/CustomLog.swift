/// Reads the log of a router of the operator's own, by patterns: a line that fits one with a worker is a routing line.
package struct CustomLog: RouterLogFormat {
    private let patterns: [LogPattern]

    package init(_ patterns: [LogPattern]) {
        self.patterns = patterns
    }

    package mutating func feed(_ raw: String) -> [RouterLogLine] {
        let line = LogText.logLine(raw)
        for pattern in patterns {
            if let groups = pattern.match(line[...]) { return [Self.meaning(of: groups)] }
        }
        return [.unknown]
    }

    private static func meaning(of groups: [LogPattern.Group: String]) -> RouterLogLine {
        let session = groups[.session].flatMap { $0.isEmpty ? nil : $0 }
        guard let worker = groups[.worker] else {
            return groups[.pod].map { .deleted(pod: $0) } ?? .routine
        }
        if let pod = groups[.pod] { return .discovered(pod: pod, ip: worker) }
        if let request = groups[.request] {
            return .routed(request: request, session: session, worker: worker, attempt: 1)
        }
        return session.map { .sessionRouted(session: $0, worker: worker) } ?? .routine
    }
}
