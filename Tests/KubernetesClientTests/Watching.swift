import AsyncHTTPClient
import ClusterModel
import Foundation
@testable import KubernetesClient
import Logging
import NIOCore
import Synchronization
import Testing
import WireFormats


/// What a client told, in order, with a way to wait for it.
final class Told<Value: Sendable>: Sendable {
    private let values = Mutex<[Value]>([])

    var all: [Value] { values.withLock { $0 } }
    func add(_ value: Value) { values.withLock { $0.append(value) } }

    /// Waits until a value fits, at most `limit`; records a failure otherwise.
    @discardableResult
    func first(
        from start: Int = 0, within limit: Duration = .seconds(60), at location: SourceLocation = #_sourceLocation,
        where fits: (Value) -> Bool
    ) async throws -> Value {
        let end = ContinuousClock.now + limit
        while ContinuousClock.now < end {
            if let value = all.dropFirst(start).first(where: fits) { return value }
            try await Task.sleep(for: .milliseconds(1))
        }
        Issue.record("never told; told so far: \(all)", sourceLocation: location)
        throw CancellationError()
    }
}

enum Watching {
    static func run(backoff: Backoff = Backoff(first: .milliseconds(20), limit: .milliseconds(80))) -> RunContext {
        let start = ContinuousClock.now
        var context = RunContext(
            now: { Moment(start.duration(to: .now)) },
            logger: Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() }))
        context.rules.backoff = backoff
        context.rules.forbiddenRetry = .milliseconds(50)
        return context
    }

    static func transport(socket: String, http: HTTPClient) throws -> APITransport {
        APITransport(connection: try APIConnection(.unixSocket(path: socket)), http: http)
    }

    /// A fresh folder with a short path, removed afterwards, and a client set up as in the program.
    static func inFolder<Result: Sendable>(
        _ body: (ProxyFolder, HTTPClient) async throws -> Result
    ) async throws -> Result {
        let folder = ProxyFolder(in: "/tmp")
        try folder.create()
        defer { folder.remove() }
        return try await HTTPClient.withHTTPClient(configuration: KubernetesClient.httpConfiguration) { http in
            try await body(folder, http)
        }
    }

    /// Runs `work` beside `body` and ends it by cancellation.
    static func beside(
        _ work: @escaping @Sendable () async throws -> Void, _ body: () async throws -> Void
    ) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                do { try await work() } catch is CancellationError {}
            }
            defer { group.cancelAll() }
            try await body()
        }
    }

    static func pod(_ name: String, version: Int) -> String {
        #"{"metadata":{"name":"\#(name)","uid":"uid-\#(name)","namespace":"ns","resourceVersion":"\#(version)"}}"#
    }

    static func list(_ pods: [String], version: Int) -> String {
        #"{"kind":"PodList","metadata":{"resourceVersion":"\#(version)"},"items":[\#(pods.joined(separator: ","))]}"#
    }
}
