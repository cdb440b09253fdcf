import Foundation
import PlainText
import TrafficModel
import WireFormats

/// A complete answer of a router, or of something in its place.
struct RouterAnswer: Sendable {
    var status: Int
    var contentType: String
    var body: [UInt8]
    /// `X-Content-Type-Options: nosniff`, which programs in Go add to the errors that they write.
    var isMarkedNoSniff = false
    /// The request carried a key.
    var hadKey = false

    /// Metrics of a thousand workers fit many times.
    static let largestBody = 16 << 20

    /// The beginning of the body in one line of plain text.
    var quote: String {
        let text = ANSI.plain(String(decoding: body.prefix(1200), as: UTF8.self), limit: 160)
        return text.trimmingCharacters(in: .whitespaces)
    }

    var isHTML: Bool {
        if contentType.lowercased().contains("html") { return true }
        let beginning = String(decoding: body.prefix(200), as: UTF8.self).trimmingCharacters(
            in: .whitespacesAndNewlines)
        return beginning.lowercased().hasPrefix("<!doctype") || beginning.lowercased().hasPrefix("<html")
    }

    /// kubectl's proxy wrote it, since it did not reach the API server.
    var isOfTheWay: Bool { status >= 500 && isMarkedNoSniff && contentType.hasPrefix("text/plain") }

    /// The message of a `Status` object: the API server answered in place of the router behind its proxy.
    var apiServerMessage: String? {
        guard let status = decoded(APIServerStatus.self), status.kind == "Status" else { return nil }
        return ANSI.plain(status.message ?? status.reason ?? "no message", limit: 200)
    }

    func decoded<Value: Decodable>(_ type: Value.Type) -> Value? {
        try? JSONDecoder().decode(type, from: Data(body))
    }

    /// What stands in the way, where the answer is not the one asked for; nil for a plausible 200.
    var obstacle: Obstacle? {
        if status == 401 || status == 403 {
            let whose = apiServerMessage
            let advice =
                whose == nil
                ? RouterHealth.keyAdvice(hadKey: hadKey)
                : "your account needs the verbs get and create on services/proxy in this namespace"
            return .forbidden("HTTP \(status): \(whose ?? quote); \(advice)")
        }
        if let message = apiServerMessage { return .failure("the API server answered for the router: \(message)") }
        if isOfTheWay { return .failure("the router was not reached: \(quote)") }
        if isHTML {
            return .failure("HTML instead of a router's answer (HTTP \(status)); is this the router's address?")
        }
        if status == 404 { return .failure("HTTP 404: this router does not have it") }
        if status != 200 { return .failure("HTTP \(status)" + (quote.isEmpty ? "" : ": \(quote)")) }
        return nil
    }

    enum Obstacle: Equatable {
        case forbidden(String)
        case failure(String)
    }
}

/// `Status` of the Kubernetes API (meta/v1).
private struct APIServerStatus: Decodable {
    var kind: String
    var message: String?
    var reason: String?
}
