import AsyncHTTPClient
import Foundation
import Logging
import NIOCore
import NIOHTTP1
import TrafficModel

/// One streaming request, from connecting to its end. No time limit but that of connecting: whether a silent stream is
/// stalled is judged in the model, and ended from there by cancelling the task.
struct StreamCall: Sendable {
    let http: HTTPClient
    let logger: Logger

    func run(_ request: StreamRequest, target: RouterTarget, emit: @escaping @Sendable (StreamFact) -> Void) async {
        let closing = await exchange(request, target: target, emit: emit)
        logger.debug("stream closed", metadata: ["request": "\(request.id)", "closing": "\(closing)"])
        emit(.closed(request.id, closing))
    }

    private func exchange(
        _ request: StreamRequest, target: RouterTarget, emit: @escaping @Sendable (StreamFact) -> Void
    ) async -> Closing {
        let receiver = StreamReceiver(id: request.id, key: target.key, emit: emit)
        do {
            let headers = headers(of: request, target: target)
            let body = try await body(of: request, target: target, headers: headers)
            let message = try HTTPClient.Request(
                url: target.url(request.path), method: .POST, headers: headers, body: .data(body))
            // On one event loop with its connection, the receiver asks for more in the call that brings a part.
            let call = http.execute(
                request: message, delegate: receiver, eventLoop: .delegateAndChannel(on: http.eventLoopGroup.next()),
                deadline: nil, logger: logger)
            try await withTaskCancellationHandler {
                try await call.futureResult.get()
            } onCancel: {
                call.cancel()
            }
            return receiver.finish()
        } catch let failure as PromptRendering.Failure {
            if Task.isCancelled { return .cancelled }
            return failure.isFinal ? .notRendered(failure.reason) : .unreachable(failure.reason)
        } catch {
            if Task.isCancelled { return .cancelled }
            let trouble = Trouble(error, at: target)
            return receiver.fail(trouble) ?? .unreachable(trouble.reason)
        }
    }

    private func body(of request: StreamRequest, target: RouterTarget, headers: HTTPHeaders) async throws -> Data {
        var rendered: String?
        if request.resumption?.form == .renderedPrompt {
            rendered = try await PromptRendering(http: http, target: target).text(of: request, headers: headers)
        }
        return try CompletionBody(request, rendered: rendered).json(adding: request.extraFields)
    }

    private func headers(of request: StreamRequest, target: RouterTarget) -> HTTPHeaders {
        var headers = target.requestHeaders
        headers.replaceOrAdd(name: "Content-Type", value: "application/json")
        headers.replaceOrAdd(name: "Accept", value: "text/event-stream")
        headers.replaceOrAdd(name: "X-Request-Id", value: request.id)
        headers.replaceOrAdd(name: request.sessionHeader, value: request.session)
        return headers
    }
}
