import Foundation

/// `Status` of the API machinery (meta/v1): what the server answers where it does not answer with the object.
struct APIStatus: Decodable, Sendable {
    struct Details: Decodable, Sendable {
        var retryAfterSeconds: Int?
        var causes: [Cause]?
        var name: String?
    }
    struct Cause: Decodable, Sendable {
        var reason: String?
        var message: String?
    }

    var code: Int?
    var reason: String?
    var message: String?
    var details: Details?

    var failure: RequestFailure {
        let code = code ?? 500
        var text = message ?? reason ?? "status \(code)"
        if let cause = details?.causes?.compactMap(\.message).first, !text.contains(cause) { text += " \(cause)." }
        return RequestFailure(
            .status(code), text, retryAfter: details?.retryAfterSeconds.map { .seconds($0) },
            reasons: details?.causes?.compactMap(\.reason) ?? [])
    }

    /// What an answer with this HTTP status means. `kubectl proxy` itself answers in plain text, for example when it
    /// cannot reach the server.
    static func failure(status: Int, retryAfterHeader: String?, body: Data) -> RequestFailure {
        var failure: RequestFailure
        if var object = try? JSONDecoder().decode(APIStatus.self, from: body), object.message ?? object.reason != nil {
            object.code = status
            failure = object.failure
        } else {
            let text = String(decoding: body.prefix(400), as: UTF8.self).split(whereSeparator: \.isNewline).first
            failure = RequestFailure(.status(status), text.map { "HTTP \(status): \($0)" } ?? "HTTP \(status)")
        }
        if let seconds = retryAfterHeader.flatMap({ Int($0) }), seconds >= 0 { failure.retryAfter = .seconds(seconds) }
        return failure
    }
}
