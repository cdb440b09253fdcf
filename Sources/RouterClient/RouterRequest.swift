import AsyncHTTPClient
import Logging
import NIOCore
import NIOHTTP1

/// A plain GET of a router or an engine, its body included.
struct RouterRequest: Sendable {
    let http: HTTPClient
    let target: RouterTarget
    let logger: Logger

    func get(_ path: String) async throws -> RouterAnswer {
        var request = HTTPClientRequest(url: target.url(path))
        request.headers = target.requestHeaders
        let response = try await http.execute(request, deadline: .distantFuture, logger: logger)
        let body = try await response.body.collect(upTo: RouterAnswer.largestBody)
        let bytes = Array(body.readableBytesView)
        return RouterAnswer(
            status: Int(response.status.code),
            contentType: target.scrubbed(response.headers.first(name: "content-type") ?? ""),
            body: target.key?.scrubbed(bytes) ?? bytes,
            isMarkedNoSniff: response.headers.first(name: "x-content-type-options") == "nosniff", hadKey: target.key != nil)
    }
}
