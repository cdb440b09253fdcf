import AsyncHTTPClient
import Foundation
import NIOCore
import NIOSSL

@testable import DemoCluster

/// A client of the demo's API that checks certificates and shows all of an answer.
struct TestClient: Sendable {
    let addresses: DemoCluster.Addresses
    let http: HTTPClient

    struct Answer: Sendable {
        var code: Int
        var headers: [String: String]
        var text: String
        var json: JSONValue { (try? JSONValue(parsing: Data(text.utf8))) ?? .null }
        var lines: [JSONValue] {
            text.split(separator: "\n").compactMap { try? JSONValue(parsing: Data($0.utf8)) }
        }
    }

    init(_ addresses: DemoCluster.Addresses) throws {
        self.addresses = addresses
        var tls = TLSConfiguration.makeClientConfiguration()
        tls.trustRoots = .certificates(
            [try NIOSSLCertificate(bytes: Array(addresses.caPEM.utf8), format: .pem)])
        var configuration = HTTPClient.Configuration(tlsConfiguration: tls)
        configuration.connectionPool.retryConnectionEstablishment = false
        http = HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
    }

    func shutdown() async throws { try await http.shutdown() }

    func request(
        _ method: String, _ path: String, _ body: JSONValue? = nil, accept: String = "application/json",
        contentType: String = "application/json", token: String? = nil
    ) -> HTTPClientRequest {
        var request = HTTPClientRequest(url: addresses.apiServerURL + path)
        request.method = .RAW(value: method)
        request.headers.add(name: "Authorization", value: "Bearer \(token ?? addresses.token)")
        request.headers.add(name: "Accept", value: accept)
        if let body {
            request.headers.add(name: "Content-Type", value: contentType)
            request.body = .bytes(body.bytes)
        }
        return request
    }

    func call(
        _ method: String, _ path: String, _ body: JSONValue? = nil, accept: String = "application/json",
        contentType: String = "application/json", token: String? = nil
    ) async throws -> Answer {
        let request = request(method, path, body, accept: accept, contentType: contentType, token: token)
        let response = try await http.execute(request, timeout: .seconds(15))
        let data = try await response.body.collect(upTo: 16 << 20)
        let headers = Dictionary(response.headers.map { ($0.name.lowercased(), $0.value) }) { _, last in last }
        return Answer(code: Int(response.status.code), headers: headers, text: String(buffer: data))
    }

    func get(_ path: String, accept: String = "application/json") async throws -> Answer {
        try await call("GET", path, accept: accept)
    }

    /// The lines of a watch as they come, until `isLast` says enough.
    func watch(_ path: String, until isLast: (JSONValue) -> Bool) async throws -> [JSONValue] {
        let response = try await http.execute(request("GET", path), timeout: .seconds(15))
        var lines: [JSONValue] = []
        var rest = ""
        for try await part in response.body {
            rest += String(buffer: part)
            while let end = rest.firstIndex(of: "\n") {
                let line = try JSONValue(parsing: Data(rest[..<end].utf8))
                rest = String(rest[rest.index(after: end)...])
                lines.append(line)
                if isLast(line) { return lines }
            }
        }
        return lines
    }
}
