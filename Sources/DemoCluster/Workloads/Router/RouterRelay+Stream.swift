import AsyncHTTPClient
import Foundation
import Hummingbird
import NIOCore

extension RouterRelay {
    /// The client's side of an answer whose head has arrived.
    func stream(
        _ routed: RoutedRequest, _ upstream: HTTPClientResponse, from url: String, attempt: Int, failed: Set<String>, on channel: any Channel
    ) -> Response {
        var headers = HTTPFields()
        for field in upstream.headers where !Self.ownHeaders.contains(field.name.lowercased()) {
            headers.add(field.name, field.value)
        }
        headers.add("x-request-id", routed.id)
        let resumes = arguments.resumes && routed.isStreaming && upstream.status == .ok
        return Response(
            status: .init(code: Int(upstream.status.code), reasonPhrase: upstream.status.reasonPhrase),
            headers: headers,
            body: ResponseBody { writer in
                if resumes {
                    try await migrate(routed, upstream, from: url, attempt: attempt, failed: failed, to: writer)
                } else {
                    try await pass(routed, upstream, from: url, to: writer, on: channel)
                }
                // Only a complete answer gets its terminator; a thrown error closes the connection without one.
                try await writer.finish(nil)
            })
    }

    /// Headers of the engine's connection, and those that the router's own server sets.
    private static let ownHeaders = RoutedRequest.hopByHop.union(["server", "date"])

    /// The stream of an engine goes no further.
    private struct Cut: Error {}

    /// Bytes as they come. An engine that dies ends the client's stream; nothing is retried.
    private func pass(
        _ routed: RoutedRequest, _ upstream: HTTPClientResponse, from url: String, to writer: any ResponseBodyWriter, on channel: any Channel
    ) async throws {
        var seen = ResumableAnswer()
        do {
            try await forward(upstream, routed, from: url) { buffer in
                try await send(buffer, to: writer)
                guard let limit = faults.cutsStreamsAfter, routed.isStreaming else { return }
                _ = seen.take(buffer.readableBytesView)
                if seen.tokens >= limit { throw Cut() }
            }
            metrics.completed(on: url, model: routed.model, seconds: routed.seconds)
        } catch is ClientGone {
            metrics.abandoned(on: url, model: routed.model, seconds: routed.seconds)
            throw ClientGone()
        } catch {
            try Task.checkCancellation()
            // Who hung up before does not see the end: no stream of theirs broke.
            guard await !hasHungUp(channel) else {
                metrics.abandoned(on: url, model: routed.model, seconds: routed.seconds)
                throw ClientGone()
            }
            logBrokenStream(routed, url)
            if !faults.endsBrokenStreamsCleanly { throw error }
        }
    }

    /// Keeps the client's stream going over the death of engines.
    private func migrate(
        _ routed: RoutedRequest, _ first: HTTPClientResponse, from url: String, attempt: Int, failed: Set<String>,
        to writer: any ResponseBodyWriter
    ) async throws {
        var (upstream, url, attempt, failed) = (first, url, attempt, failed)
        var answer = ResumableAnswer()
        while true {
            do {
                try await forward(upstream, routed, from: url) { buffer in
                    let events = answer.take(buffer.readableBytesView)
                    if !events.isEmpty { try await send(ByteBuffer(string: events), to: writer) }
                    if answer.isGivenUp { throw Cut() }
                }
                metrics.completed(on: url, model: routed.model, seconds: routed.seconds)
                return
            } catch is ClientGone {
                metrics.abandoned(on: url, model: routed.model, seconds: routed.seconds)
                throw ClientGone()
            } catch {
                try Task.checkCancellation()
                if answer.isDone { return }
                guard let rest = answer.continuation(of: Data(routed.body.readableBytesView)) else {
                    // The last token was out: only the end of the stream is missing.
                    if !answer.isFinished { throw error }
                    return try await send(ByteBuffer(string: ResumableAnswer.done), to: writer)
                }
                answer.moved()
                metrics.failed(on: url, model: routed.model, type: "ClientPayloadError", seconds: routed.seconds)
                logFailure(
                    routed, on: url, attempt: attempt,
                    reason: "Response payload is not completed: \(RouterTraceback.payloadReason)")
                failed.insert(url)
                guard
                    let next = try await reopen(routed, ByteBuffer(bytes: rest), attempt: &attempt, failed: &failed)
                else {
                    for line in RouterTraceback.brokenStream { log.write(line) }
                    throw error
                }
                (upstream, url) = next
            }
        }
    }

    /// The next engine that accepts the rest of an answer; nil when none is left.
    private func reopen(
        _ routed: RoutedRequest, _ body: ByteBuffer, attempt: inout Int, failed: inout Set<String>
    ) async throws -> (HTTPClientResponse, String)? {
        while attempt < attempts,
            let url = pool.choose(arguments.routing, session: routed.session, excluding: failed)
        {
            attempt += 1
            logRouting(routed, to: url, attempt: attempt)
            do {
                let response = try await open(routed, body: body, at: url)
                if response.status == .ok { return (response, url) }
                throw Unreachable(type: "ClientResponseError", reason: "answered \(response.status.code)")
            } catch let unreachable as Unreachable {
                logFailure(routed, on: url, attempt: attempt, reason: unreachable.reason)
                metrics.failed(on: url, model: routed.model, type: unreachable.type, seconds: routed.seconds)
                failed.insert(url)
            }
        }
        return nil
    }

    private func forward(
        _ upstream: HTTPClientResponse, _ routed: RoutedRequest, from url: String,
        each: (ByteBuffer) async throws -> Void
    ) async throws {
        var isFirst = true
        for try await buffer in upstream.body {
            if isFirst { metrics.firstByte(from: url) }
            isFirst = false
            try await each(buffer)
        }
        // An empty body is complete all the same.
        if isFirst { metrics.firstByte(from: url) }
    }

    private func send(_ buffer: ByteBuffer, to writer: any ResponseBodyWriter) async throws {
        var writer = writer
        do {
            try await writer.write(buffer)
        } catch {
            throw ClientGone()
        }
    }

    /// The server keeps a connection whose client hung up, as it may only be half closed: the kernel tells.
    func hasHungUp(_ channel: any Channel) async -> Bool {
        let closeWait: UInt8 = 8
        guard channel.isActive, let info = try? await (channel as? any SocketOptionProvider)?.getTCPInfo().get() else { return !channel.isActive }
        return info.tcpi_state == closeWait
    }

    private func logBrokenStream(_ routed: RoutedRequest, _ url: String) {
        for line in RouterTraceback.brokenStream { log.write(line) }
        metrics.failed(on: url, model: routed.model, type: "ClientPayloadError", seconds: routed.seconds)
    }
}
