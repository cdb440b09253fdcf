import AsyncHTTPClient
import FailoverModel
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
        for header in target.headers { request.headers.add(name: header.name, value: header.value) }
        request.headers.replaceOrAdd(name: "User-Agent", value: "failtop")
        let response = try await http.execute(request, deadline: .distantFuture, logger: logger)
        let body = try await response.body.collect(upTo: RouterAnswer.largestBody)
        return RouterAnswer(
            status: Int(response.status.code), contentType: response.headers.first(name: "content-type") ?? "",
            body: Array(body.readableBytesView),
            isMarkedNoSniff: response.headers.first(name: "x-content-type-options") == "nosniff")
    }
}
