import AsyncHTTPClient
import Foundation
import Hummingbird
import NIOCore
import NIOHTTP1

/// Passes requests on to engines and their answers back, as the Python router does.
///
/// Concurrency: a value; each request runs in its server task, which holds at most one request to an engine.
struct RouterRelay: Sendable {
    /// The client's connection failed, which is no engine's fault.
    struct ClientGone: Error {}

    /// An engine could not be reached, or ended the connection before an answer began.
    struct Unreachable: Error {
        /// The Python exception.
        var type: String
        var reason: String
    }

    var arguments: RouterArguments
    var faults: RouterFaults
    var pool: EnginePool
    var metrics: RouterMetrics
    var log: RouterLog
    var client: HTTPClient

    /// How many engines one request may see.
    var attempts: Int { max(arguments.reroutes, arguments.resumes ? 3 : 0) + 1 }

    func respond(to request: Request, on channel: any Channel) async throws -> Response {
        var body = try await request.body.collect(upTo: 16 << 20)
        if faults.dropsFields, request.uri.path == "/v1/chat/completions" { body = KnownFields.only(in: body) }
        let id = request.headers.value(of: "x-request-id") ?? UUID().uuidString.lowercased()
        let routed: RoutedRequest
        do {
            routed = try RoutedRequest(request, body: body, id: id, sessionKey: arguments.sessionKey, clock: log.clock)
        } catch let refused as RoutedRequest.Refused {
            return answer(request, channel, refusal(refused.message, .badRequest, id))
        }
        metrics.requestArrived(model: routed.model)
        guard pool.engines.contains(where: { $0.models.contains(routed.model) }) else {
            let model = routed.model
            return answer(
                request, channel,
                pool.hasSeen(model: model)
                    ? refusal(
                        "Model '\(model)' is temporarily unavailable. Please try again later.", .serviceUnavailable, id)
                    : refusal(
                        "Model '\(model)' not found. Available models can be listed at /v1/models.", .notFound, id))
        }
        log.info("Request for model \(routed.model) was rewritten", .rewritten)
        return try await relay(routed, request, channel)
    }

    private func relay(_ routed: RoutedRequest, _ request: Request, _ channel: any Channel) async throws -> Response {
        var failed: Set<String> = []
        var last = Unreachable(type: "ClientConnectorError", reason: "no engine left")
        for attempt in 1...attempts {
            guard let url = pool.choose(arguments.routing, session: routed.session, excluding: failed) else { break }
            logRouting(routed, to: url, attempt: attempt)
            do {
                let upstream = try await open(routed, body: routed.body, at: url)
                return answer(request, channel, stream(routed, upstream, from: url, attempt: attempt, failed: failed, on: channel))
            } catch let unreachable as Unreachable {
                last = unreachable
                failed.insert(url)
                logFailure(routed, on: url, attempt: attempt, reason: unreachable.reason)
                metrics.failed(on: url, model: routed.model, type: unreachable.type, seconds: routed.seconds)
            }
        }
        let failure = Response.plain("Internal Server Error", status: .internalServerError)
        // uvicorn writes no access line for a client that has gone.
        let response = await hasHungUp(channel) ? failure : answer(request, channel, failure)
        for line in RouterTraceback.unreachable(last.type, last.reason) { log.write(line) }
        return response
    }

    /// Sends the request to one engine and waits for the head of its answer.
    func open(_ routed: RoutedRequest, body: ByteBuffer, at url: String) async throws -> HTTPClientResponse {
        var request = HTTPClientRequest(url: url + routed.path)
        request.method = .POST
        for field in routed.headers where !RoutedRequest.hopByHop.contains(field.name.canonicalName) {
            request.headers.add(name: field.name.rawName, value: field.value)
        }
        request.headers.replaceOrAdd(name: "X-Request-Id", value: routed.id)
        request.body = .bytes(body)
        metrics.requestSent(to: url)
        do {
            return try await client.execute(request, deadline: .distantFuture)
        } catch {
            try Task.checkCancellation()
            throw unreachable(error, url)
        }
    }

    private func unreachable(_ error: any Error, _ url: String) -> Unreachable {
        if let error = error as? HTTPClientError, error == .remoteConnectionClosed {
            return Unreachable(type: "ServerDisconnectedError", reason: "Server disconnected")
        }
        let address = url.dropFirst("http://".count)
        let host = address.prefix { $0 != ":" }
        return Unreachable(
            type: "ClientConnectorError",
            reason: "Cannot connect to host \(address) ssl:default [Connect call failed ('\(host)', 8000)]")
    }

    func logRouting(_ routed: RoutedRequest, to url: String, attempt: Int) {
        guard attempt == 1 else {
            log.info("Routing request \(routed.id) to \(url) (attempt \(attempt)/\(attempts))", .rerouting)
            return
        }
        let now = String(format: "%.7f", log.clock.date.timeIntervalSince1970)
        log.info(
            "Routing request \(routed.id) with session id \(routed.session ?? "None") to \(url) at \(now), "
                + "process time = \(String(format: "%.4f", routed.seconds))", .routing)
    }

    func logFailure(_ routed: RoutedRequest, on url: String, attempt: Int, reason: String) {
        log.warning("Request \(routed.id) failed on \(url) (attempt \(attempt)/\(attempts)): \(reason)", .failed)
    }

    private func answer(_ request: Request, _ channel: any Channel, _ response: Response) -> Response {
        log.write(AccessLog.line(request, channel, status: response.status))
        return response
    }

    private func refusal(_ message: String, _ status: HTTPResponse.Status, _ id: String) -> Response {
        var response = Response.json("{\"error\":\(JSONText.quote(message))}", status: status)
        response.headers.add("x-request-id", id)
        return response
    }
}
