import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1
import NIOPosix

/// Sends requests over an `APIConnection` and turns everything that can go wrong into a `RequestFailure`.
struct APITransport: Sendable {
    var connection: APIConnection
    var http: HTTPClient
    /// Adds what else is known to the reason of a failed connection, for example how kubectl ended.
    var explain: @Sendable (String) -> String = { $0 }

    /// A full page of 500 pods is about 2.3 MB; a pod may be larger, but not a hundred times.
    static let largestBody = 256 << 20

    /// The body of a 2xx answer.
    func data(_ request: HTTPClientRequest, within limit: TimeAmount = .seconds(30)) async throws -> Data {
        try await body(of: open(request, headersWithin: limit))
    }

    /// The whole body of an answer whose headers are in.
    func body(of response: HTTPClientResponse) async throws -> Data {
        do {
            let body = try await response.body.collect(upTo: Self.largestBody)
            return Data(body.readableBytesView)
        } catch {
            throw failure(error)
        }
    }

    /// The answer as soon as its headers are in; it is a 2xx.
    func open(_ request: HTTPClientRequest, headersWithin limit: TimeAmount) async throws -> HTTPClientResponse {
        let response: HTTPClientResponse
        do {
            response = try await http.execute(request, deadline: .now() + limit)
        } catch {
            throw failure(error)
        }
        guard !(200..<300).contains(response.status.code) else { return response }
        var start = Data()
        if let body = try? await response.body.collect(upTo: 256 << 10) {
            start = Data(body.readableBytesView)
        }
        var failure = APIStatus.failure(
            status: Int(response.status.code), retryAfterHeader: response.headers.first(name: "Retry-After"),
            body: start)
        // kubectl proxy answers 502 without a word; it says why on its stderr.
        if response.status == .badGateway || failure.message.contains(ProxyHealth.pluginFailure) { failure.message = explain(failure.message) }
        throw failure
    }

    /// What an error of the HTTP client says to the operator. Cancellation passes as it is.
    func failure(_ error: any Error) -> any Error {
        if error is RequestFailure || error is CancellationError || Task.isCancelled { return error }
        return RequestFailure(Self.isBeforeSending(error) ? .notSent : .connection, explain(Self.describe(error)))
    }

    /// What goes wrong while a connection is made. An error that an open connection may have too is none of these.
    private static func isBeforeSending(_ error: any Error) -> Bool {
        switch error {
        case let error as HTTPClientError: error == .connectTimeout || error == .tlsHandshakeTimeout
        case is NIOConnectionError: true
        case let error as IOError: [ECONNREFUSED, ENOENT, ENETUNREACH, EHOSTUNREACH].contains(error.errnoCode)
        default: false
        }
    }

    private static func describe(_ error: any Error) -> String {
        switch error {
        case let error as HTTPClientError where error == .remoteConnectionClosed: "the connection was closed"
        case let error as HTTPClientError where error == .connectTimeout: "no connection in time"
        case let error as HTTPClientError where error == .deadlineExceeded: "no answer in time"
        case let error as IOError: error.description
        default: String(describing: error)
        }
    }
}

extension KubernetesClient {
    /// How the HTTP client of a run must be set up: a failed connection is told at once, many watches and streams
    /// share one address, and one connection more than needed is open, so that a kill never waits for a handshake.
    package static var httpConfiguration: HTTPClient.Configuration {
        var configuration = HTTPClient.Configuration()
        configuration.httpVersion = .http1Only
        configuration.redirectConfiguration = .disallow
        configuration.timeout.connect = .seconds(5)
        configuration.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = 256
        configuration.connectionPool.retryConnectionEstablishment = false
        configuration.connectionPool.preWarmedHTTP1ConnectionCount = 1
        return configuration
    }
}
