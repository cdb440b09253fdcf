import Algorithms
import AsyncHTTPClient
import Foundation
import NIOHTTP1
import TrafficModel
import WireFormats

/// Where a router answers and how it is asked.
package struct RouterTarget: Sendable {
    /// `http(s)://host:port[/path]` or `http+unix://%2Fpath%2Fto%2Fsocket/path`, without a slash at its end, and without
    /// `/v1`.
    package let base: String
    /// Sent with every request, for example `Host: localhost`. Never shown, never recorded.
    package var headers: [(name: String, value: String)]
    /// The router's own. Only for a way that leads to the router itself: the API server takes `Authorization` for itself.
    package var key: BearerKey?
    /// How it is asked; nil: in the way of the production stack.
    package var dialect: RouterDialect?
    /// For a router behind a private authority; nil uses the client of `RouterClient.live`.
    package var http: HTTPClient?

    package init(
        base: String, headers: [(name: String, value: String)] = [], key: BearerKey? = nil, dialect: RouterDialect? = nil,
        http: HTTPClient? = nil
    ) throws {
        let scheme = ["http://", "https://", "http+unix://", "https+unix://"].first { base.hasPrefix($0) }
        guard let scheme, base.count > scheme.count, let url = URL(string: base), url.host() != nil else {
            throw RouterTargetError.notAnAddress(base)
        }
        guard url.query() == nil, url.fragment() == nil, url.user() == nil, url.password() == nil else {
            throw RouterTargetError.moreThanAnAddress
        }
        // As clients of the OpenAI API are given it; all our paths hold it themselves.
        let trimmed = base.trimmingSuffix { $0 == "/" }
        self.base = String(url.path().hasSuffix("/v1") || url.path().hasSuffix("/v1/") ? trimmed.dropLast(3).trimmingSuffix { $0 == "/" } : trimmed)
        self.headers = headers
        self.key = key
        self.dialect = dialect
        self.http = http
    }

    /// What every request carries.
    var requestHeaders: HTTPHeaders {
        var headers = HTTPHeaders(headers.map { ($0.name, $0.value) })
        if let key { headers.replaceOrAdd(name: "Authorization", value: key.authorization) }
        headers.replaceOrAdd(name: "User-Agent", value: "failtop")
        return headers
    }

    /// Text of the router's, without its key.
    func scrubbed(_ text: String) -> String { key?.scrubbed(text) ?? text }

    func url(_ path: String) -> String { base + path }

    /// Host and port, or the path of the socket, for messages.
    var place: String {
        let authority = base.split(separator: "/", maxSplits: 2).dropFirst().first.map(String.init) ?? base
        return authority.removingPercentEncoding ?? authority
    }
}

/// Shown without the values of its headers.
extension RouterTarget: CustomStringConvertible {
    package var description: String { base }
}

/// Why text is not the address of a router.
package enum RouterTargetError: Error, Equatable, CustomStringConvertible {
    case notAnAddress(String)
    case moreThanAnAddress

    package var description: String {
        switch self {
        case .notAnAddress(let text):
            "\"\(text)\" is not the address of a router; write it like http://host:port or https://host/path"
        case .moreThanAnAddress:
            "the address of a router may not hold a user, a password, a query or a fragment; "
                + "give http://host:port/path alone"
        }
    }
}
