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
        if code == 401 { text += Self.expiredLogin }
        return RequestFailure(
            .status(code), text, retryAfter: details?.retryAfterSeconds.map { .seconds($0) },
            reasons: details?.causes?.compactMap(\.reason) ?? [])
    }

    private static let expiredLogin = "; the login is not valid, or no longer: log in again, failtop then goes on by itself"

    /// What an answer with this HTTP status means. `kubectl proxy` itself answers in plain text, for example when it
    /// cannot reach the server.
    static func failure(status: Int, retryAfterHeader: String?, body: Data) -> RequestFailure {
        var failure: RequestFailure
        if var object = try? JSONDecoder().decode(APIStatus.self, from: body), object.message ?? object.reason != nil {
            object.code = status
            failure = object.failure
        } else {
            let text = String(decoding: body.prefix(400), as: UTF8.self).split(whereSeparator: \.isNewline).first
            let words = text.map { "HTTP \(status): \($0)" } ?? "HTTP \(status)"
            failure = RequestFailure(.status(status), status == 401 ? words + expiredLogin : words)
        }
        if let seconds = retryAfterHeader.flatMap({ Int($0) }), seconds >= 0 { failure.retryAfter = .seconds(seconds) }
        return failure
    }
}
