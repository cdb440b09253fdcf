import NIOCore

/// One side of a relayed connection: passes what it reads to the other side, and reads on once that is written.
///
/// Concurrency model: both sides live on the event loop of the accepted connection.
final class RelayHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer

    /// How many of the two directions have ended, shared by both sides.
    private final class Ends { var count = 0 }

    private let peer: any Channel
    private let ends: Ends
    private var lastWrite: EventLoopFuture<Void>?

    private init(peer: any Channel, ends: Ends) {
        self.peer = peer
        self.ends = ends
    }

    /// Connects two channels. Call on their event loop, before either has read.
    static func join(_ a: any Channel, _ b: any Channel) throws {
        let ends = Ends()
        try a.pipeline.syncOperations.addHandler(RelayHandler(peer: b, ends: ends))
        try b.pipeline.syncOperations.addHandler(RelayHandler(peer: a, ends: ends))
    }

    func handlerAdded(context: ChannelHandlerContext) {
        if context.channel.isActive { context.read() }
    }

    func channelActive(context: ChannelHandlerContext) { context.read() }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        lastWrite = peer.writeAndFlush(unwrapInboundIn(data))
    }

    func channelReadComplete(context: ChannelHandlerContext) {
        let channel = context.channel
        guard let write = lastWrite else { return channel.read() }
        lastWrite = nil
        write.whenComplete { _ in channel.read() }
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        guard case ChannelEvent.inputClosed? = event as? ChannelEvent else { return }
        ends.count += 1
        if ends.count == 2 {
            peer.close(promise: nil)
            context.close(promise: nil)
        } else {
            peer.close(mode: .output, promise: nil)
        }
    }

    /// A reset here is a reset there.
    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        _ = peer.resetAndClose()
        _ = context.channel.resetAndClose()
    }

    func channelInactive(context: ChannelHandlerContext) { peer.close(promise: nil) }
}
