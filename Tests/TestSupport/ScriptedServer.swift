import Foundation
import NIOCore
import NIOPosix
import Synchronization

/// A TCP server on loopback that answers each request with the steps of a script, byte for byte.
final class ScriptedServer: Sendable {
    enum Step: Sendable {
        case send([UInt8])
        /// A little time, so that what was sent leaves as a packet of its own.
        case pause
        /// FIN.
        case end
        /// RST.
        case reset

        static func send(_ text: String) -> Step { .send(Array(text.utf8)) }
    }

    /// What to do for a request (its head and body as text). A script without `end` leaves the connection open.
    typealias Script = @Sendable (_ request: String) -> [Step]

    let port: Int
    private let channel: any Channel

    static func with<Result: Sendable>(
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

    var url: String { "http://127.0.0.1:\(port)" }
}

private final class ScriptHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private let script: ScriptedServer.Script
    private var received = ""

    init(_ script: @escaping ScriptedServer.Script) {
        self.script = script
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        received += String(buffer: unwrapInboundIn(data))
        guard let end = received.range(of: "\r\n\r\n") else { return }
        let head = received[..<end.lowerBound].lowercased()
        let length = head.split(separator: "\r\n").first { $0.hasPrefix("content-length:") }
            .flatMap { Int($0.split(separator: ":")[1].trimmingCharacters(in: .whitespaces)) }
        guard received[end.upperBound...].utf8.count >= length ?? 0 else { return }
        let request = received
        received = ""
        perform(script(request)[...], on: context.channel)
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        context.close(promise: nil)
    }

    private func perform(_ steps: ArraySlice<ScriptedServer.Step>, on channel: any Channel) {
        ScriptRun.perform(steps, on: channel)
    }
}

private enum ScriptRun {
    static func perform(_ steps: ArraySlice<ScriptedServer.Step>, on channel: any Channel) {
        guard let step = steps.first else { return }
        let rest = steps.dropFirst()
        switch step {
        case .send(let bytes):
            channel.writeAndFlush(ByteBuffer(bytes: bytes), promise: nil)
            perform(rest, on: channel)
        case .pause:
            channel.eventLoop.scheduleTask(in: .milliseconds(4)) { perform(rest, on: channel) }
        case .end:
            channel.close(promise: nil)
        case .reset:
            let provider = channel as? any SocketOptionProvider
            provider?.setSoLinger(linger(l_onoff: 1, l_linger: 0)).whenComplete { _ in channel.close(promise: nil) }
        }
    }
}

/// Answers as HTTP/1.1 writes them.
enum HTTPText {
    static let events = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n"
    static let lastChunk = "0\r\n\r\n"

    static func chunk(_ bytes: some Collection<UInt8>) -> [UInt8] {
        Array("\(String(bytes.count, radix: 16))\r\n".utf8) + Array(bytes) + Array("\r\n".utf8)
    }

    static func chunk(_ text: String) -> ScriptedServer.Step { .send(chunk(text.utf8)) }

    static func answer(_ status: String, type: String, _ body: String) -> String {
        "HTTP/1.1 \(status)\r\nContent-Type: \(type)\r\nContent-Length: \(body.utf8.count)\r\n\r\n\(body)"
    }

    static func token(_ text: String) -> String {
        "data: {\"id\":\"x\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"\(text)\"},\"finish_reason\":null}]}\n\n"
    }

    static let finish = "data: {\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}\n\n"
    static let usage =
        "data: {\"choices\":[],\"usage\":{\"prompt_tokens\":5,\"completion_tokens\":2,\"total_tokens\":7}}\n\n"
    static let done = "data: [DONE]\n\n"
}
