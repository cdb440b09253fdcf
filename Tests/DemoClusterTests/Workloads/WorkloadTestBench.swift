import AsyncHTTPClient
import Foundation
import NIOCore
import NIOPosix
import Synchronization
import Testing

@testable import DemoCluster

/// Waits for a condition, at most so long.
func expectEventually(
    _ what: Comment, within limit: Duration = .seconds(20), sourceLocation: SourceLocation = #_sourceLocation,
    _ condition: () async throws -> Bool
) async throws {
    let deadline = ContinuousClock.now + limit
    let loop = MultiThreadedEventLoopGroup.singleton.next()
    while ContinuousClock.now < deadline {
        if try await condition() { return }
        try await loop.scheduleTask(in: .milliseconds(5)) {}.futureResult.get()
    }
    Issue.record("not within \(limit): \(what)", sourceLocation: sourceLocation)
}

/// The surroundings of containers: their log, and the pods they can watch.
final class WorkloadTestBench: Sendable {
    private struct State {
        var lines: [String] = []
        var watchers: [AsyncStream<PodEvent>.Continuation] = []
        var pods: [String: PodEvent] = [:]
    }

    private let state = Mutex(State())

    var lines: [String] { state.withLock { $0.lines } }

    /// The lines without colours.
    var plainLines: [String] {
        lines.map { $0.replacingOccurrences(of: "\u{1B}\\[[0-9;]*m", with: "", options: .regularExpression) }
    }

    func context(_ name: String, ip: String, arguments: [String] = [], memoryLimit: Int64? = nil) -> ContainerContext {
        ContainerContext(
            namespace: "default", podName: name, podUID: "uid-\(name)", podIP: ip, containerName: "vllm",
            arguments: arguments, labels: [:], memoryLimit: memoryLimit,
            log: { line in self.state.withLock { $0.lines.append(line) } },
            watchPods: { _ in
                let (stream, continuation) = AsyncStream.makeStream(of: PodEvent.self)
                let present = self.state.withLock { state in
                    state.watchers.append(continuation)
                    return state.pods.values.sorted { $0.name < $1.name }
                }
                for pod in present { continuation.yield(pod) }
                return stream
            })
    }

    func show(_ pod: PodEvent) {
        let watchers = state.withLock { state in
            state.pods[pod.name] = pod
            return state.watchers
        }
        for watcher in watchers { watcher.yield(pod) }
    }
}

extension PodEvent {
    static func ready(_ name: String, _ ip: String) -> PodEvent {
        PodEvent(name: name, uid: "uid-\(name)", ip: ip, isReady: true, isTerminating: false, isRemoved: false)
    }

    func with(_ change: (inout PodEvent) -> Void) -> PodEvent {
        var copy = self
        change(&copy)
        return copy
    }
}

/// One HTTP exchange on a bare socket: every byte that came and how it ended.
struct RawExchange: Sendable {
    var text: String
    /// The peer's FIN, not a reset.
    var endedByFIN: Bool

    static func run(
        _ host: String, _ request: String, onText: @Sendable (String) async throws -> Void = { _ in }
    ) async throws -> RawExchange {
        let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .channelOption(.allowRemoteHalfClosure, value: true)
            .connect(host: host, port: 8000) { channel in
                channel.eventLoop.makeCompletedFuture {
                    try NIOAsyncChannel<ByteBuffer, ByteBuffer>(wrappingChannelSynchronously: channel)
                }
            }
        return try await channel.executeThenClose { inbound, outbound in
            try await outbound.write(ByteBuffer(string: request))
            var text = ""
            do {
                for try await buffer in inbound {
                    text += String(decoding: buffer.readableBytesView, as: UTF8.self)
                    try await onText(text)
                }
                return RawExchange(text: text, endedByFIN: true)
            } catch is IOError {
                return RawExchange(text: text, endedByFIN: false)
            }
        }
    }

    /// A POST with its head, for `run`.
    static func post(_ path: String, _ body: String, _ headers: [String: String] = [:]) -> String {
        let fields = headers.map { "\($0.key): \($0.value)\r\n" }.joined()
        return "POST \(path) HTTP/1.1\r\nHost: x\r\n\(fields)Content-Length: \(body.utf8.count)\r\n\r\n\(body)"
    }
}

/// The events of a stream, decoded.
struct StreamEvents {
    var events: [[String: Any]] = []
    var isDone = false

    init(_ text: String) throws {
        for block in text.components(separatedBy: "\n\n") where !block.isEmpty {
            let payload = try #require(block.hasPrefix("data: ") ? block.dropFirst(6) : nil)
            if payload == "[DONE]" {
                isDone = true
            } else {
                events.append(
                    try #require(try JSONSerialization.jsonObject(with: Data(payload.utf8)) as? [String: Any]))
            }
        }
    }

    var choices: [[String: Any]] { events.compactMap { ($0["choices"] as? [[String: Any]])?.first } }
    var text: String {
        choices.map { ($0["delta"] as? [String: Any])?["content"] as? String ?? $0["text"] as? String ?? "" }.joined()
    }
    var finish: String? { choices.compactMap { $0["finish_reason"] as? String }.last }
    var ids: Set<String> { Set(events.compactMap { $0["id"] as? String }) }
}

/// Requests on the shared client, which never retries.
enum Fetch {
    static func post(
        _ host: String, _ path: String, _ body: String, _ headers: [String: String] = [:]
    ) async throws -> (status: UInt, headers: [String: String], text: String) {
        var request = HTTPClientRequest(url: "http://\(host):8000\(path)")
        request.method = .POST
        request.body = .bytes(ByteBuffer(string: body))
        return try await send(request, headers)
    }

    static func get(
        _ host: String, _ path: String, within limit: TimeAmount = .seconds(60)
    ) async throws -> (status: UInt, headers: [String: String], text: String) {
        try await send(HTTPClientRequest(url: "http://\(host):8000\(path)"), [:], within: limit)
    }

    private static func send(
        _ request: HTTPClientRequest, _ headers: [String: String], within limit: TimeAmount = .seconds(60)
    ) async throws -> (status: UInt, headers: [String: String], text: String) {
        var request = request
        for (name, value) in headers { request.headers.add(name: name, value: value) }
        let response = try await HTTPClient.shared.execute(request, timeout: limit)
        let body = try await response.body.collect(upTo: 4 << 20)
        let fields = Dictionary(response.headers.map { ($0.name.lowercased(), $0.value) }, uniquingKeysWith: { $1 })
        return (response.status.code, fields, String(buffer: body))
    }
}
