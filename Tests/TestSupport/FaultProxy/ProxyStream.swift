import NIOCore
import NIOHTTP1

/// An answer under way, as the proxy passes it on.
final class ProxyStream: Sendable {
    let path: String
    private let channel: any Channel

    init(path: String, channel: any Channel) {
        self.path = path
        self.channel = channel
    }

    func begin(_ status: HTTPResponseStatus, _ headers: HTTPHeaders) async throws {
        var head = HTTPResponseHead(version: .http1_1, status: status, headers: headers)
        for name in ["Content-Length", "Connection"] { head.headers.remove(name: name) }
        head.headers.replaceOrAdd(name: "Transfer-Encoding", value: "chunked")
        try await channel.writeAndFlush(HTTPServerResponsePart.head(head))
    }

    func send(_ buffer: ByteBuffer) async throws {
        try await channel.writeAndFlush(HTTPServerResponsePart.body(.byteBuffer(buffer)))
    }

    func finish() async throws {
        try await channel.writeAndFlush(HTTPServerResponsePart.end(nil))
    }

    /// The connection breaks off, without the end that HTTP has.
    func cut(after bytes: String) {
        if !bytes.isEmpty {
            channel.writeAndFlush(HTTPServerResponsePart.body(.byteBuffer(ByteBuffer(string: bytes))), promise: nil)
        }
        channel.close(promise: nil)
    }
}
