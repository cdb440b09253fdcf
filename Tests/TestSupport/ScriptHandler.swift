import Foundation
import NIOCore

/// One connection of a `ScriptedServer`.
final class ScriptHandler: ChannelInboundHandler {
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
