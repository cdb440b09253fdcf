import Foundation
import Hummingbird
import NIOCore

/// A client's request as the router passes it on: the bytes untouched, and what routing needs to know of them.
struct RoutedRequest: Sendable {
    var path: String
    var headers: HTTPFields
    var body: ByteBuffer
    var model: String
    var session: String?
    /// The client's X-Request-Id, or a fresh UUID.
    var id: String
    var isStreaming: Bool
    private let clock: ClusterClock
    private let arrived: Duration

    /// Since its arrival.
    var seconds: Double { (clock.now - arrived) / .seconds(1) }

    /// Headers that belong to one connection only (RFC 9110, 7.6.1), and those the client sets itself.
    static let hopByHop: Set<String> = [
        "connection", "keep-alive", "proxy-authenticate", "proxy-authorization", "proxy-connection", "te", "trailer",
        "transfer-encoding", "upgrade", "host", "content-length", "x-request-id", ":authority",
    ]

    struct Refused: Error {
        var message: String
    }

    /// - Throws: `Refused` for a body that names no model.
    init(_ request: Request, body: ByteBuffer, id: String, sessionKey: String?, clock: ClusterClock) throws {
        self.clock = clock
        arrived = clock.now
        self.id = id
        self.body = body
        path = request.uri.description
        headers = request.headers
        guard let object = try? JSONSerialization.jsonObject(with: Data(body.readableBytesView)) as? [String: Any]
        else {
            throw Refused(message: "Request body is not JSON parsable.")
        }
        guard let model = object["model"] as? String else {
            throw Refused(message: "Invalid request: missing 'model' in request body.")
        }
        self.model = model
        isStreaming = object["stream"] as? Bool ?? false
        session = sessionKey.flatMap { request.headers.value(of: $0) ?? (object[$0] as? String) }
    }
}
