import Foundation
import Hummingbird
import NIOCore

extension APIServer {
    func log(_ call: APICall, _ target: APICall.Target) throws -> Response {
        let pod = try existing(target)
        let containers = pod.containers(.main).map(\.containerName)
        let all = containers + pod.containers(.initial).map(\.containerName)
        guard let container = call.query["container"] ?? (containers.count == 1 ? containers.first : nil) else {
            throw APIError.badRequest(
                "a container name must be specified for pod \(pod.name), choose one of: [\(all.joined(separator: " "))]")
        }
        guard all.contains(container) else {
            throw APIError.badRequest("container \(container) is not valid for pod \(pod.name)")
        }
        let waiting = pod.containerStatus(container)?["state", "waiting", "reason"]?.string
        guard pod.containerStatus(container) != nil, waiting != "ContainerCreating", waiting != "PodInitializing" else {
            throw APIError.badRequest(
                "container \"\(container)\" in pod \"\(pod.name)\" is waiting to start: \(waiting ?? "ContainerCreating")")
        }
        var filter = try LogFilter(call)
        filter.offset = store.get(.nodes, ObjectName("", pod.nodeName))?["metadata", "annotations", UTCOffset.annotation]?.string
            .flatMap(UTCOffset.minutes)
        guard !call.flag("previous") else {
            guard let lines = logs.lines(pod: pod.uid, container: container, previous: true) else {
                throw APIError.badRequest(
                    "previous terminated container \"\(container)\" in pod \"\(pod.name)\" not found")
            }
            return Answer.text(filter.text(of: lines))
        }
        guard call.flag("follow") else {
            return Answer.text(filter.text(of: logs.lines(pod: pod.uid, container: container) ?? []))
        }
        return follow(pod.uid, container, filter, call.client)
    }

    private func follow(_ uid: String, _ container: String, _ filter: LogFilter, _ client: any Channel) -> Response {
        let (lines, new) = logs.follow(pod: uid, container: container)
        let first = filter.text(of: lines)
        return Answer.stream(
            StreamedBody.of(
                first: first.isEmpty ? nil : ByteBuffer(string: first), new.map { ByteBuffer(string: filter.text(of: $0)) }, to: client),
            type: "text/plain")
    }
}

/// Which lines of a log are asked for, and how they are written.
struct LogFilter: Sendable {
    var tail: Int?
    var since: Date?
    var hasTimestamps: Bool
    /// Of the node's time from UTC, in minutes; nil for a node that keeps UTC.
    var offset: Int?

    init(tail: Int? = nil, since: Date? = nil, hasTimestamps: Bool = false) {
        self.tail = tail
        self.since = since
        self.hasTimestamps = hasTimestamps
    }

    init(_ call: APICall) throws {
        tail = try call.number("tailLines")
        since = try call.number("sinceSeconds").map { call.clock.date - Double($0) }
        if let text = call.query["sinceTime"], !text.isEmpty {
            guard let date = JSONValue.string(text).date else {
                throw APIError.badRequest("sinceTime: \"\(text)\" is not an RFC 3339 time")
            }
            since = date
        }
        hasTimestamps = call.flag("timestamps")
    }

    func text(of lines: [LogStore.Line]) -> String {
        var lines = lines[...]
        if let since { lines = lines.filter { $0.date >= since }[...] }
        if let tail { lines = lines.suffix(max(tail, 0)) }
        return lines.map(text).joined()
    }

    func text(of line: LogStore.Line) -> String {
        guard hasTimestamps else { return line.text + "\n" }
        return "\(JSONValue.microTimestamp(line.date, offset: offset).string ?? "") \(line.text)\n"
    }
}
