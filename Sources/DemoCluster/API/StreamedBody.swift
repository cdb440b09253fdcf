import Hummingbird
import NIOCore

/// The body of an answer that goes on until its source ends or the client leaves.
enum StreamedBody {
    /// The connection tells when the client leaves, since Hummingbird's watch over the inbound side needs the request's body to itself.
    ///
    /// - Parameter first: what is there already.
    /// - Parameter parts: what is passed on; where it fails, the body ends as if it had ended.
    static func of<Parts: AsyncSequence & Sendable>(first: ByteBuffer? = nil, _ parts: Parts, to client: any Channel) -> ResponseBody
    where Parts.Element == ByteBuffer {
        ResponseBody { writer in
            if let first { try await writer.write(first) }
            let (passed, source) = AsyncStream<ByteBuffer>.makeStream()
            client.closeFuture.whenComplete { _ in source.finish() }
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask {
                    defer { source.finish() }
                    for try await part in parts { source.yield(part) }
                }
                defer { group.cancelAll() }
                for await part in passed { try await writer.write(part) }
            }
            try await writer.finish(nil)
        }
    }
}
