import Hummingbird
import NIOCore

/// uvicorn's access line, which both vLLM and the Python router print when an answer starts.
enum AccessLog {
    static func line(_ request: Request, _ channel: any Channel, status: HTTPResponse.Status) -> String {
        let peer = channel.remoteAddress.map { "\($0.ipAddress ?? "127.0.0.1"):\($0.port ?? 0)" } ?? "127.0.0.1:0"
        return "INFO:     \(peer) - \"\(request.method.rawValue) \(request.uri.description) HTTP/1.1\" "
            + "\(status.code) \(status.reasonPhrase)"
    }
}
