import NIOCore

/// Closes a socket past everything that would say goodbye first: TLS would wait seconds for the peer's own.
struct AbruptClose: Sendable {}

/// Stands next to the socket and carries an `AbruptClose` out.
final class AbruptCloser: ChannelOutboundHandler, Sendable {
    typealias OutboundIn = NIOAny

    func triggerUserOutboundEvent(context: ChannelHandlerContext, event: Any, promise: EventLoopPromise<Void>?) {
        if event is AbruptClose {
            context.close(promise: promise)
        } else {
            context.triggerUserOutboundEvent(event, promise: promise)
        }
    }
}
