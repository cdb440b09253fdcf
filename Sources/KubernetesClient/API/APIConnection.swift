import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1
import NIOSSL

/// Where the API server is reached, and how a request to it looks. Holds no connection.
package struct APIConnection: Sendable {
    package enum Door: Sendable, Equatable {
        /// `kubectl proxy --unix-socket=PATH`: the user's own credentials, none of them read here.
        case unixSocket(path: String)
        /// The server itself; the embedded cluster. `url` without a path; `caPEM` trusts exactly these certificates.
        case direct(url: String, token: String?, caPEM: String?)
    }

    /// A root below which another client may send requests of its own.
    package struct Base: Sendable {
        /// Without a trailing slash.
        package var url: String
        package var headers: HTTPHeaders
        package var tlsConfiguration: TLSConfiguration?
    }

    package let door: Door
    private let root: Base

    package init(_ door: Door) throws(ConnectionError) {
        self.door = door
        // Lists and watches are JSON; compression is left to kubectl, which speaks to the far side.
        var headers: HTTPHeaders = ["User-Agent": "failtop"]
        switch door {
        case .unixSocket(let path):
            // kubectl proxy refuses every Host but localhost.
            headers.add(name: "Host", value: "localhost")
            // kubectl's HTTP server closes a request's body as soon as it answers on a connection that it keeps, and its HTTP client,
            // not yet done with that body, then drops the answer: a quick stream breaks, and of a kill nobody knows whether it was
            // done (golang/go#40747; with kubectl held up for 4 ms after each write: 72 of 607 streams, and none of 545 with this).
            headers.add(name: "Connection", value: "close")
            root = Base(url: "http+unix://\(Self.encoded(path))", headers: headers)
        case .direct(let url, let token, let caPEM):
            if let token { headers.add(name: "Authorization", value: "Bearer \(token)") }
            let address = url.hasSuffix("/") ? String(url.dropLast()) : url
            root = Base(url: address, headers: headers, tlsConfiguration: try caPEM.map(Self.trusting))
        }
    }

    /// A request to `path`, which starts with a slash and is encoded already.
    package func request(
        _ method: HTTPMethod = .GET, _ path: String, query: [(name: String, value: String)] = [], json: Data? = nil,
        accept: String = "application/json"
    ) -> HTTPClientRequest {
        let tail = query.map { "\(Self.encoded($0.name))=\(Self.encoded($0.value))" }.joined(separator: "&")
        var request = HTTPClientRequest(url: root.url + path + (tail.isEmpty ? "" : "?\(tail)"))
        request.method = method
        request.headers = root.headers
        request.headers.add(name: "Accept", value: accept)
        request.tlsConfiguration = root.tlsConfiguration
        if let json {
            request.headers.add(name: "Content-Type", value: "application/json")
            request.body = .bytes(ByteBuffer(bytes: json))
        }
        return request
    }

    /// The service proxy of the API server: requests below it reach a service's port, given by name or number; with TLS where the name is `https:NAME`.
    ///
    /// The API server takes the `Authorization` header for itself: a router's own key must never be sent this way.
    package func serviceProxy(namespace: String, name: String, port: String) -> Base {
        proxy("services", namespace: namespace, name: name, port: port)
    }

    /// The pod proxy of the API server, to a port by number.
    package func podProxy(namespace: String, name: String, port: Int) -> Base {
        proxy("pods", namespace: namespace, name: name, port: "\(port)")
    }

    private func proxy(_ kind: String, namespace: String, name: String, port: String) -> Base {
        var base = root
        // `https:NAME` asks the proxy to speak TLS to it; the colon is the API server's own.
        let parts = name.split(separator: ":", maxSplits: 1).map { Self.encoded(String($0)) }
        let object = (parts + [Self.encoded(port)]).joined(separator: ":")
        base.url += "/api/v1/namespaces/\(Self.encoded(namespace))/\(kind)/\(object)/proxy"
        return base
    }

    /// Percent-encodes everything but the unreserved characters of RFC 3986.
    static func encoded(_ text: String) -> String {
        text.addingPercentEncoding(withAllowedCharacters: unreserved) ?? text
    }

    private static let unreserved = CharacterSet(
        charactersIn: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")

    private static func trusting(_ pem: String) throws(ConnectionError) -> TLSConfiguration {
        var configuration = TLSConfiguration.makeClientConfiguration()
        // A server that keeps its side open after ours was closed must not hold up the end of the program.
        configuration.shutdownTimeout = .milliseconds(100)
        do {
            configuration.trustRoots = .certificates(try NIOSSLCertificate.fromPEMBytes(Array(pem.utf8)))
        } catch {
            throw ConnectionError(
                .badCertificate, "The CA certificate for the API server cannot be read: \(error)",
                remedy: "Give a certificate in PEM form.")
        }
        return configuration
    }
}
