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
        var response = try await http.execute(request, deadline: .distantFuture, logger: logger)
        for _ in 0..<Redirect.limit {
            let status = Int(response.status.code)
            guard case .follow(let url)? = Redirect(status: status, location: response.headers.first(name: "location"), from: request.url)
            else { break }
            request.url = url
            response = try await http.execute(request, deadline: .distantFuture, logger: logger)
        }
        let body = try await response.body.collect(upTo: RouterAnswer.largestBody)
        var bytes = Array(body.readableBytesView)
        let redirect = Redirect(
            status: Int(response.status.code), location: response.headers.first(name: "location"), from: request.url)
        if let redirect { bytes = Array(redirect.words.utf8) }
        return RouterAnswer(
            status: Int(response.status.code),
            contentType: target.scrubbed(response.headers.first(name: "content-type") ?? ""),
            body: target.key?.scrubbed(bytes) ?? bytes,
            isMarkedNoSniff: response.headers.first(name: "x-content-type-options") == "nosniff", hadKey: target.key != nil)
    }
}
