import Foundation
import NIOCore
import NIOPosix
import Synchronization

@testable import DemoCluster

/// The smallest process that a pod can run: answers every request with `ok`, and `/stream` with a line each 20 ms.
/// It ends on SIGTERM unless it is told to linger.
final class DoubleWorkload: Workload {
    private let context: ContainerContext
    private let lingers: Bool
    private let server = Mutex<(any Channel)?>(nil)
    private let children = Mutex<[ObjectIdentifier: any Channel]>([:])
    private let exit = Announcement<Int32>()

    init(_ context: ContainerContext, lingers: Bool = false) {
        self.context = context
        self.lingers = lingers
    }

    static let factory: WorkloadFactory = { DoubleWorkload($0) }
    static let lingering: WorkloadFactory = { DoubleWorkload($0, lingers: true) }

    func start() async throws {
        let channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .childChannelInitializer { [self] child in
                let id = ObjectIdentifier(child)
                children.withLock { $0[id] = child }
                child.closeFuture.whenComplete { [self] _ in children.withLock { $0[id] = nil } }
                return child.eventLoop.makeCompletedFuture {
                    try child.pipeline.syncOperations.addHandler(DoubleHandler(log: context.log))
                }
            }
            .bind(host: context.podIP, port: 8000).get()
        server.withLock { $0 = channel }
        context.log("listening on \(context.podIP):8000")
    }

    func terminate() async {
        context.log("SIGTERM")
        if !lingers { await end(143) }
    }

    func kill() async { await end(137) }

    func exitCode() async -> Int32 { (try? await exit.value()) ?? 137 }

    func end(_ code: Int32) async {
        let open = server.withLock { [$0].compactMap(\.self) } + children.withLock { Array($0.values) }
        for channel in open { try? await channel.close() }
        exit.succeed(code)
    }
}

/// Just enough HTTP.
private final class DoubleHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer
    private let log: @Sendable (String) -> Void

    init(log: @escaping @Sendable (String) -> Void) { self.log = log }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let text = String(buffer: unwrapInboundIn(data))
        let channel = context.channel
        if text.hasPrefix("GET /stream") {
            log("stream, authorization: \(text.lowercased().contains("authorization:"))")
            let head = "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\n\r\n"
            channel.writeAndFlush(ByteBuffer(string: head), promise: nil)
            context.eventLoop.scheduleRepeatedTask(initialDelay: .zero, delay: .milliseconds(20)) { task in
                guard channel.isActive else { return task.cancel() }
                channel.writeAndFlush(ByteBuffer(string: "9\r\ndata: x\n\n\r\n"), promise: nil)
            }
        } else {
            let reply = "HTTP/1.1 200 OK\r\ncontent-type: text/plain\r\ncontent-length: 2\r\n\r\nok"
            channel.writeAndFlush(ByteBuffer(string: reply), promise: nil)
        }
    }
}
