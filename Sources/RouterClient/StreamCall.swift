import AsyncHTTPClient
import FailoverModel
import Foundation
import Logging
import NIOCore
import NIOHTTP1
import WireFormats

/// One streaming request, from connecting to its end. No time limit but that of connecting: whether a silent stream is
/// stalled is judged in the model, and ended from there by cancelling the task.
struct StreamCall: Sendable {
    let http: HTTPClient
    let clock: any Clock<Duration>
    let logger: Logger

    /// A refusal whose body takes longer is told without it.
    private static let refusalTime = Duration.seconds(2)
    private static let refusalLength = 300

    func run(_ request: StreamRequest, target: RouterTarget, emit: @Sendable (StreamFact) -> Void) async {
        let closing = await exchange(request, target: target, emit: emit)
        logger.debug("stream closed", metadata: ["request": "\(request.id)", "closing": "\(closing)"])
        emit(.closed(request.id, closing))
    }

    private func exchange(
        _ request: StreamRequest, target: RouterTarget, emit: @Sendable (StreamFact) -> Void
    ) async -> Closing {
        let response: HTTPClientResponse
        do {
            response = try await http.execute(message(request, target: target), deadline: .distantFuture, logger: logger)
        } catch {
            return isCancellation(error) ? .cancelled : .unreachable(Trouble(error, at: target).reason)
        }
        let status = Int(response.status.code)
        emit(.opened(request.id, status: status))
        guard status == 200 else { return await refusal(status, body: response.body) }
        return await read(response, of: request, from: target, emit: emit)
    }

    private func read(
        _ response: HTTPClientResponse, of request: StreamRequest, from target: RouterTarget,
        emit: @Sendable (StreamFact) -> Void
    ) async -> Closing {
        var reading = StreamReading(id: request.id, contentType: response.headers.first(name: "content-type"))
        do {
            for try await buffer in response.body {
                for fact in reading.feed(buffer.readableBytesView) { emit(fact) }
            }
        } catch {
            let rest = reading.finish(isBroken: true)
            for fact in rest.facts { emit(fact) }
            guard !isCancellation(error) else { return .cancelled }
            return .brokenEnd(Trouble(error, at: target).reason + (rest.isCut ? ", inside an event" : ""))
        }
        // A cancelled body ends without an error.
        guard !Task.isCancelled else { return .cancelled }
        for fact in reading.finish(isBroken: false).facts { emit(fact) }
        return .cleanEnd
    }

    private func refusal(_ status: Int, body: HTTPClientResponse.Body) async -> Closing {
        let bytes = try? await within(Self.refusalTime, clock: clock) {
            var bytes: [UInt8] = []
            do {
                for try await buffer in body where bytes.count < 4096 { bytes += buffer.readableBytesView }
            } catch {
                // The status is what counts; its body may be cut.
            }
            return bytes
        }
        if Task.isCancelled { return .cancelled }
        let text = ANSI.plain(String(decoding: bytes ?? [], as: UTF8.self), limit: Self.refusalLength)
        return .refused(status: status, body: text.trimmingCharacters(in: .whitespaces))
    }

    private func isCancellation(_ error: any Error) -> Bool {
        Task.isCancelled || error is CancellationError || (error as? HTTPClientError) == .cancelled
    }

    private func message(_ request: StreamRequest, target: RouterTarget) throws -> HTTPClientRequest {
        var message = HTTPClientRequest(url: target.url(request.api.path))
        message.method = .POST
        for header in target.headers { message.headers.add(name: header.name, value: header.value) }
        message.headers.replaceOrAdd(name: "User-Agent", value: "failtop")
        message.headers.replaceOrAdd(name: "Content-Type", value: "application/json")
        message.headers.replaceOrAdd(name: "Accept", value: "text/event-stream")
        message.headers.replaceOrAdd(name: "X-Request-Id", value: request.id)
        message.headers.replaceOrAdd(name: request.sessionHeader, value: request.session)
        message.body = .bytes(ByteBuffer(bytes: try CompletionBody(request).json()))
        return message
    }
}
