import AsyncHTTPClient
import NIOCore
import NIOHTTP1

/// One request on its way through a `FaultProxy`, and its answer on the way back.
struct ProxyPassage: Sendable {
    let proxy: FaultProxy
    let channel: any Channel
    let head: HTTPRequestHead
    let body: ByteBuffer

    func complete() async {
        let stream = ProxyStream(path: head.uri, channel: channel)
        do {
            switch proxy.fault(for: head)?.kind {
            case .silence: return
            case .delay(let time): try await Task.sleep(for: time)
            case .answer(let status, let retryAfter, let text):
                var headers: HTTPHeaders = ["Content-Type": "application/json"]
                if let retryAfter { headers.add(name: "Retry-After", value: String(retryAfter)) }
                try await stream.begin(.init(statusCode: status), headers)
                try await stream.send(ByteBuffer(string: text))
                return try await stream.finish()
            case .hold(let time):
                let late = Task { [self] in
                    try await Task.sleep(for: time)
                    _ = try await proxy.http.execute(request, deadline: .distantFuture)
                }
                try await late.value
                return stream.cut(after: "")
            case .lose:
                _ = try await proxy.http.execute(request, deadline: .distantFuture)
                return stream.cut(after: "")
            case nil: break
            }
            let response = try await proxy.http.execute(request, deadline: .distantFuture)
            proxy.opened(stream)
            defer { proxy.ended(stream) }
            try await stream.begin(response.status, response.headers)
            for try await part in response.body {
                switch proxy.fault(for: head)?.kind {
                // A stream that has lost something must not go on as if it had not.
                case .silence: return
                case .delay(let time): try await Task.sleep(for: time)
                case .answer, .hold, .lose, nil: break
                }
                try await stream.send(part)
            }
            try await stream.finish()
        } catch {
            stream.cut(after: "")
        }
    }

    private var request: HTTPClientRequest {
        var request = HTTPClientRequest(url: proxy.upstream + head.uri)
        request.method = head.method
        request.headers = head.headers
        for name in ["Host", "Content-Length", "Transfer-Encoding", "Connection", "Authorization"] {
            request.headers.remove(name: name)
        }
        request.headers.add(name: "Authorization", value: "Bearer \(proxy.token)")
        if body.readableBytes > 0 { request.body = .bytes(body) }
        return request
    }
}
