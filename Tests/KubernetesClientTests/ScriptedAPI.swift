import NIOCore
import NIOHTTP1
import NIOPosix
import Synchronization

/// A small API server on a unix socket whose every answer is the test's.
final class ScriptedAPI: Sendable {
    struct Request: Sendable {
        var method: HTTPMethod
        var uri: String
        var body: String
        var isWatch: Bool { uri.contains("watch=true") }
    }

    let path: String
    private let listener: any Channel
    private let children: ChildList

    /// Answers until `close`. The handler runs on an event loop and must not block.
    init(path: String, _ answer: @escaping @Sendable (Request, Answer) -> Void) async throws {
        self.path = path
        let accepted = ChildList()
        let bootstrap = ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .childChannelInitializer { channel in
                accepted.add(channel)
                return channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.configureHTTPServerPipeline()
                    try channel.pipeline.syncOperations.addHandler(Collector(answer: answer))
                }
            }
        listener = try await bootstrap.bind(unixDomainSocketPath: path, cleanupExistingSocketFile: true).get()
        children = accepted
    }

    /// Stops listening and cuts every connection.
    func close() async {
        try? await listener.close()
        for channel in children.all { try? await channel.close() }
    }

    private final class ChildList: Sendable {
        private let channels = Mutex<[any Channel]>([])
        var all: [any Channel] { channels.withLock { $0 } }
        func add(_ channel: any Channel) { channels.withLock { $0.append(channel) } }
    }

    /// One answer under way. Chunks leave at once.
    struct Answer: Sendable {
        let channel: any Channel

        func begin(status: HTTPResponseStatus = .ok, headers: HTTPHeaders = [:]) {
            var head = HTTPResponseHead(version: .http1_1, status: status, headers: headers)
            head.headers.replaceOrAdd(name: "Transfer-Encoding", value: "chunked")
            channel.writeAndFlush(HTTPServerResponsePart.head(head), promise: nil)
        }

        func send(_ text: String) {
            channel.writeAndFlush(HTTPServerResponsePart.body(.byteBuffer(ByteBuffer(string: text))), promise: nil)
        }

        func end() {
            channel.writeAndFlush(HTTPServerResponsePart.end(nil), promise: nil)
        }

        func cut() {
            channel.close(promise: nil)
        }

        func whole(status: HTTPResponseStatus = .ok, headers: HTTPHeaders = [:], _ text: String) {
            begin(status: status, headers: headers)
            send(text)
            end()
        }
    }

    private final class Collector: ChannelInboundHandler {
        typealias InboundIn = HTTPServerRequestPart
        private let answer: @Sendable (Request, Answer) -> Void
        private var request = Request(method: .GET, uri: "", body: "")

        init(answer: @escaping @Sendable (Request, Answer) -> Void) {
            self.answer = answer
        }

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            switch unwrapInboundIn(data) {
            case .head(let head): request = Request(method: head.method, uri: head.uri, body: "")
            case .body(let buffer): request.body += String(buffer: buffer)
            case .end: answer(request, Answer(channel: context.channel))
            }
        }
    }
}
