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
    var memory = ExtrasMemory()

    func run(_ request: StreamRequest, target: RouterTarget, emit: @escaping @Sendable (StreamFact) -> Void) async {
        let closing = await exchange(request, target: target, emit: emit)
        logger.debug("stream closed", metadata: ["request": "\(request.id)", "closing": "\(closing)"])
        emit(.closed(request.id, closing))
    }

    private func exchange(
        _ request: StreamRequest, target: RouterTarget, emit: @escaping @Sendable (StreamFact) -> Void
    ) async -> Closing {
        let headers = headers(of: request, target: target)
        let sent = SentValues(request, headers: headers, target: target)
        var url = target.url(request.path)
        var redirects = 0
        while true {
            let extras = memory[target.base]
            let receiver = StreamReceiver(id: request.id, key: target.key, sent: sent, url: url, emit: emit)
            var trouble: Trouble?
            do {
                let body = try await body(of: request, target: target, headers: headers, extras: extras)
                try await send(HTTPClient.Request(url: url, method: .POST, headers: headers, body: .data(body)), to: receiver)
            } catch let failure as PromptRendering.Failure {
                if Task.isCancelled { return .cancelled }
                return failure.isFinal ? .notRendered(failure.reason) : .unreachable(failure.reason)
            } catch {
                if Task.isCancelled { return .cancelled }
                trouble = Trouble(error, at: target)
            }
            switch receiver.retry(after: extras) {
            case .at(let next) where redirects < Redirect.limit:
                redirects += 1
                url = next
            case .asking(let less): memory[target.base] = less
            case .at, nil: return trouble.map { receiver.fail($0) ?? .unreachable($0.reason) } ?? receiver.finish()
            }
        }
    }

    private func send(_ message: HTTPClient.Request, to receiver: StreamReceiver) async throws {
        // On one event loop with its connection, the receiver asks for more in the call that brings a part.
        let call = http.execute(
            request: message, delegate: receiver, eventLoop: .delegateAndChannel(on: http.eventLoopGroup.next()),
            deadline: nil, logger: logger)
        try await withTaskCancellationHandler {
            try await call.futureResult.get()
        } onCancel: {
            call.cancel()
        }
    }

    private func body(
        of request: StreamRequest, target: RouterTarget, headers: HTTPHeaders, extras: Extras
    ) async throws -> Data {
        var rendered: String?
        if request.resumption?.form == .renderedPrompt {
            rendered = try await PromptRendering(http: http, target: target).text(of: request, headers: headers)
        }
        return try CompletionBody(request, rendered: rendered, extras: extras).json(adding: request.extraFields)
    }

    private func headers(of request: StreamRequest, target: RouterTarget) -> HTTPHeaders {
        var headers = target.requestHeaders
        headers.replaceOrAdd(name: "Content-Type", value: "application/json")
        headers.replaceOrAdd(name: "Accept", value: "text/event-stream")
        headers.replaceOrAdd(name: "X-Request-Id", value: request.id)
        headers.replaceOrAdd(name: "traceparent", value: TraceContext(request).traceparent)
        headers.replaceOrAdd(name: request.sessionHeader, value: request.session)
        return headers
    }
}
