import NIOCore
import NIOPosix

/// A TCP server on loopback that answers each request with the steps of a script, byte for byte.
package final class ScriptedServer: Sendable {
    package enum Step: Sendable {
        case send([UInt8])
        /// A little time, so that what was sent leaves as a packet of its own.
        case pause
        /// FIN.
        case end
        /// RST.
        case reset

        package static func send(_ text: String) -> Step { .send(Array(text.utf8)) }
    }

    /// What to do for a request (its head and body as text). A script without `end` leaves the connection open.
    package typealias Script = @Sendable (_ request: String) -> [Step]

    package let port: Int
    private let channel: any Channel

    package static func with<Result: Sendable>(
        _ script: @escaping Script, _ body: (ScriptedServer) async throws -> Result
    ) async throws -> Result {
        let server = try await ScriptedServer(script)
        do {
            let result = try await body(server)
            try await server.channel.close()
            return result
        } catch {
            try? await server.channel.close()
            throw error
        }
    }

    private init(_ script: @escaping Script) async throws {
        channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .serverChannelOption(.backlog, value: 64)
            .childChannelOption(.tcpOption(.tcp_nodelay), value: 1)
            .childChannelInitializer { child in
                child.eventLoop.makeCompletedFuture {
                    try child.pipeline.syncOperations.addHandler(ScriptHandler(script))
                }
            }
            .bind(host: "127.0.0.1", port: 0).get()
        port = channel.localAddress?.port ?? 0
    }

    package var url: String { "http://127.0.0.1:\(port)" }
}
