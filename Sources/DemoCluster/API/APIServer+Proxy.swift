import AsyncHTTPClient
import Foundation
import Hummingbird
import NIOCore
import NIOHTTP1

extension APIServer {
    /// `pods/NAME:PORT/proxy/…` and `services/NAME:PORT/proxy/…`: passes a request on, and the answer back as it comes.
    func proxy(_ call: APICall, _ target: APICall.Target) async throws -> Response {
        let address = try upstream(target)
        let raw = call.request.head.path ?? ""
        var request = HTTPClientRequest(url: "http://\(address)\(Self.remainder(of: raw))")
        request.method = .init(rawValue: call.request.method.rawValue)
        for field in call.request.headers where !Self.isOwn(field.name.rawName) {
            request.headers.add(name: field.name.rawName, value: field.value)
        }
        request.headers.add(name: "X-Forwarded-Uri", value: String(raw.prefix { $0 != "?" }))
        let buffer = try await call.request.body.collect(upTo: 32 << 20)
        if buffer.readableBytes > 0 { request.body = .bytes(buffer) }
        let response: HTTPClientResponse
        do {
            response = try await client.execute(request, deadline: .distantFuture)
        } catch {
            throw APIError.serviceUnavailable("error trying to reach service: \(Self.dialError(error, address))")
        }
        return Self.relay(response, to: call)
    }

    private static func relay(_ response: HTTPClientResponse, to call: APICall) -> Response {
        var headers = HTTPFields()
        for (name, value) in response.headers where !isHopByHop(name) {
            guard let field = HTTPFields.Element.Name(name) else { continue }
            headers.append(.init(name: field, value: value))
        }
        let length = response.headers.first(name: "content-length").flatMap { Int($0) }
        // A short answer needs no watch over the client; a stream does, or an idle engine would be asked on for nobody.
        if let length {
            let body = ResponseBody(contentLength: length) { writer in
                for try await part in response.body { try await writer.write(part) }
                try await writer.finish(nil)
            }
            return Response(status: .init(code: Int(response.status.code)), headers: headers, body: body)
        }
        headers[.connection] = "close"
        // An upstream that died in mid-stream: a real API server's proxy ends its own answer properly, so the client sees a
        // clean end (measured on 1.36).
        let body = StreamedBody.of(response.body, to: call.client)
        return Response(status: .init(code: Int(response.status.code)), headers: headers, body: body)
    }

    /// `HOST:PORT` behind a pod or service, as `[scheme:]name[:port]` names it.
    private func upstream(_ target: APICall.Target) throws -> String {
        var parts = (target.name ?? "").split(separator: ":", omittingEmptySubsequences: false).map(String.init)
        if parts.count == 3 { parts.removeFirst() }
        let name = parts.first ?? ""
        let port = parts.count > 1 ? parts[1] : nil
        var target = target
        target.name = name
        let object = try existing(target)
        if target.type == .pods {
            let first = object["spec", "containers"]?.array.first?["ports"]?.array.first?["containerPort"]?.int
            guard !object.podIP.isEmpty else {
                throw APIError.badRequest("address not allowed: pod \(name) has no address yet")
            }
            return "\(object.podIP):\(port.flatMap { Int($0) } ?? first ?? 80)"
        }
        guard let servicePort = ServicePort.port(port, of: object) else {
            throw APIError.serviceUnavailable("no service port \"\(port ?? "")\" found for service \"\(name)\"")
        }
        guard let pod = ServicePort.readyPods(behind: object, in: store).randomElement(),
            let number = ServicePort.targetPort(of: servicePort, in: pod)
        else { throw APIError.serviceUnavailable("no endpoints available for service \"\(name)\"") }
        return "\(pod.podIP):\(number)"
    }

    /// What follows `/api/v1/namespaces/NS/services/NAME/proxy`, as it came: escapes and query stay untouched.
    static func remainder(of path: String) -> String {
        let steps = path.split(separator: "/", maxSplits: 8, omittingEmptySubsequences: false)
        if steps.count > 8 { return "/" + steps[8] }
        let query = path.firstIndex(of: "?").map { String(path[$0...]) } ?? ""
        return "/" + query
    }

    private static func dialError(_ error: any Error, _ address: String) -> String {
        switch error as? HTTPClientError {
        case .connectTimeout?: "dial tcp \(address): i/o timeout"
        case .remoteConnectionClosed?: "EOF"
        case .some(let error): "\(error)"
        case nil: "dial tcp \(address): connect: connection refused"
        }
    }

    /// Headers that end here: the credential is the API server's own, the others belong to this connection.
    private static func isOwn(_ name: String) -> Bool {
        isHopByHop(name) || ["authorization", "host", "content-length", "expect"].contains(name.lowercased())
    }

    private static func isHopByHop(_ name: String) -> Bool {
        ["connection", "keep-alive", "proxy-authenticate", "te", "trailer", "transfer-encoding", "upgrade"]
            .contains(name.lowercased())
    }
}
