import AsyncHTTPClient
import NIOCore
import NIOHTTP1
import NIOPosix
import NIOSSL
import Synchronization

/// An HTTP proxy on loopback between a client and the embedded API server, that does to the client what networks and
/// servers do: it goes away, falls silent, refuses, is slow, cuts what is open.
///
/// It speaks plain HTTP to the client and adds the credentials itself, so that kubectl can be sent through it too.
///
/// Concurrency: faults are set by the test and read by each request's task, behind a mutex.
package final class FaultProxy: Sendable {
    struct State {
        var faults: [ProxyFault] = []
        var streams: [ObjectIdentifier: ProxyStream] = [:]
        var channels: [ObjectIdentifier: any Channel] = [:]
        var listener: (any Channel)?
    }

    package let port: Int
    let upstream: String
    let token: String
    let http: HTTPClient
    private let state: Mutex<State>

    package var url: String { "http://127.0.0.1:\(port)" }

    /// A proxy for as long as `body` runs.
    package static func with<Result: Sendable>(
        to upstream: String, token: String, caPEM: String, isolation: isolated (any Actor)? = #isolation,
        _ body: (FaultProxy) async throws -> Result
    ) async throws -> Result {
        let proxy = try await listening(upstream, token, caPEM)
        do {
            let result = try await body(proxy)
            try await proxy.end()
            return result
        } catch {
            try? await proxy.end()
            throw error
        }
    }

    /// The port is found free and taken a moment later: somebody else may be faster.
    private static func listening(_ upstream: String, _ token: String, _ caPEM: String) async throws -> FaultProxy {
        for _ in 0..<4 {
            if let proxy = try? await FaultProxy(upstream, token, caPEM) { return proxy }
        }
        return try await FaultProxy(upstream, token, caPEM)
    }

    private init(_ upstream: String, _ token: String, _ caPEM: String) async throws {
        self.upstream = upstream
        self.token = token
        var configuration = HTTPClient.Configuration()
        var tls = TLSConfiguration.makeClientConfiguration()
        tls.trustRoots = .certificates(try NIOSSLCertificate.fromPEMBytes(Array(caPEM.utf8)))
        configuration.tlsConfiguration = tls
        configuration.redirectConfiguration = .disallow
        configuration.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = 256
        http = HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
        state = Mutex(State())
        // The port stays the same when the server is away and comes back.
        let reserved: any Channel
        do {
            reserved = try await Self.bootstrap { _ in }.bind(host: "127.0.0.1", port: 0).get()
        } catch {
            try? await http.shutdown()
            throw error
        }
        port = reserved.localAddress?.port ?? 0
        do {
            try await reserved.close()
            try await comeBack()
        } catch {
            try? await http.shutdown()
            throw error
        }
    }

    // MARK: - what the test does

    /// These faults from now on, for new requests; none ends all.
    package func set(_ faults: ProxyFault...) {
        state.withLock { $0.faults = faults }
    }

    /// Nobody listens any more, and everything that was open is reset.
    package func goAway() async throws {
        let (listener, channels) = state.withLock { state in
            defer { state.listener = nil }
            return (state.listener, Array(state.channels.values))
        }
        try await listener?.close()
        for channel in channels { try? await channel.close() }
    }

    package func comeBack() async throws {
        let listener = try await Self.bootstrap { [weak self] channel in
            guard let self else { return }
            try channel.pipeline.syncOperations.configureHTTPServerPipeline()
            try channel.pipeline.syncOperations.addHandler(ProxyHandler(proxy: self))
        }.bind(host: "127.0.0.1", port: port).get()
        state.withLock { $0.listener = listener }
    }

    /// Ends the open streams whose path contains the text; before that, they get these bytes. Returns how many.
    @discardableResult
    package func cut(_ text: String, after bytes: String = "") -> Int {
        let hit = state.withLock { $0.streams.values.filter { $0.path.contains(text) } }
        for stream in hit { stream.cut(after: bytes) }
        return hit.count
    }

    /// Open streams whose path contains the text.
    package func streams(_ text: String) -> Int {
        state.withLock { $0.streams.values.count { $0.path.contains(text) } }
    }

    // MARK: - what the connections ask

    func fault(for head: HTTPRequestHead) -> ProxyFault? {
        state.withLock { state in
            state.faults.first { head.uri.contains($0.path) && ($0.method ?? head.method.rawValue) == head.method.rawValue }
        }
    }

    func opened(_ stream: ProxyStream) { state.withLock { $0.streams[ObjectIdentifier(stream)] = stream } }
    func ended(_ stream: ProxyStream) { state.withLock { $0.streams[ObjectIdentifier(stream)] = nil } }

    func accepted(_ channel: any Channel) {
        let id = ObjectIdentifier(channel)
        state.withLock { $0.channels[id] = channel }
        channel.closeFuture.whenComplete { _ in self.state.withLock { $0.channels[id] = nil } }
    }

    private func end() async throws {
        try? await goAway()
        try await http.shutdown()
    }

    private static func bootstrap(
        _ prepare: @escaping @Sendable (any Channel) throws -> Void
    ) -> ServerBootstrap {
        ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .serverChannelOption(.backlog, value: 256)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .childChannelOption(.tcpOption(.tcp_nodelay), value: 1)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture { try prepare(channel) }
            }
    }
}
