import NIOCore
import NIOHTTP1
import Synchronization

/// An answer under way, as the proxy passes it on.
///
/// Concurrency: it is passed on by one task and may be cut by another, behind a mutex: what has not begun, or is over, gets no bytes.
final class ProxyStream: Sendable {
    private enum Phase { case waiting, open, over }

    let path: String
    private let channel: any Channel
    private let phase = Mutex(Phase.waiting)

    init(path: String, channel: any Channel) {
        self.path = path
        self.channel = channel
    }

    func begin(_ status: HTTPResponseStatus, _ headers: HTTPHeaders) async throws {
        var head = HTTPResponseHead(version: .http1_1, status: status, headers: headers)
        for name in ["Content-Length", "Connection"] { head.headers.remove(name: name) }
        head.headers.replaceOrAdd(name: "Transfer-Encoding", value: "chunked")
        try await write(.head(head), from: .waiting, to: .open)
    }

    func send(_ buffer: ByteBuffer) async throws { try await write(.body(.byteBuffer(buffer)), from: .open, to: .open) }

    func finish() async throws { try await write(.end(nil), from: .open, to: .over) }

    /// The connection breaks off, without the end that HTTP has.
    func cut(after bytes: String) {
        phase.withLock { phase in
            if !bytes.isEmpty, phase == .open {
                channel.writeAndFlush(HTTPServerResponsePart.body(.byteBuffer(ByteBuffer(string: bytes))), promise: nil)
            }
            phase = .over
        }
        channel.close(promise: nil)
    }

    private func write(_ part: HTTPServerResponsePart, from before: Phase, to after: Phase) async throws {
        let written = try phase.withLock { phase in
            guard phase == before else { throw ChannelError.ioOnClosedChannel }
            phase = after
            return channel.writeAndFlush(part)
        }
        try await written.get()
    }
}
