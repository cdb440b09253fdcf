import Hummingbird

/// An answer other than success, as a `metav1.Status` object.
struct APIError: Error {
    var code: Int
    var reason: String
    var message: String
    var details: JSONValue?
    /// Seconds, for the Retry-After header.
    var retryAfter: Int?

    var status: JSONValue {
        var status: JSONValue = [
            "kind": "Status", "apiVersion": "v1", "metadata": [:], "status": "Failure", "message": .string(message),
            "code": .int(code),
        ]
        if !reason.isEmpty { status["reason"] = .string(reason) }
        status["details"] = details
        return status
    }

    static func notFound(_ type: ResourceType, _ name: String) -> APIError {
        var details: JSONValue = ["name": .string(name), "kind": .string(type.plural)]
        if !type.group.isEmpty { details["group"] = .string(type.group) }
        return APIError(
            code: 404, reason: "NotFound", message: "\(type.qualifiedName) \"\(name)\" not found", details: details)
    }

    /// A path that the server does not have. The real one says the same for unknown kinds.
    static let unknownPath = APIError(
        code: 404, reason: "NotFound", message: "the server could not find the requested resource", details: [:])

    static let methodNotAllowed = APIError(
        code: 405, reason: "MethodNotAllowed",
        message: "the server does not allow this method on the requested resource", details: [:])

    static let unknownFormat = APIError(
        code: 415, reason: "UnsupportedMediaType",
        message: "the body of the request was in an unknown format - accepted media types include: application/json")

    static let unauthorized = APIError(code: 401, reason: "Unauthorized", message: "Unauthorized")

    static func badRequest(_ message: String) -> APIError {
        APIError(code: 400, reason: "BadRequest", message: message)
    }

    static func invalid(_ type: ResourceType, _ name: String, _ message: String) -> APIError {
        APIError(
            code: 422, reason: "Invalid", message: "\(type.kind) \"\(name)\" is invalid: \(message)",
            details: ["name": .string(name), "kind": .string(type.kind)])
    }

    static func alreadyExists(_ type: ResourceType, _ name: String) -> APIError {
        APIError(
            code: 409, reason: "AlreadyExists", message: "\(type.qualifiedName) \"\(name)\" already exists",
            details: ["name": .string(name), "kind": .string(type.plural)])
    }

    /// Somebody else was faster: a version or a uid does not fit.
    static func conflict(_ kind: String, _ name: String, _ why: String) -> APIError {
        APIError(
            code: 409, reason: "Conflict",
            message: "Operation cannot be fulfilled on \(kind) \"\(name)\": \(why)",
            details: ["name": .string(name), "kind": .string(kind)])
    }

    static func serviceUnavailable(_ message: String) -> APIError {
        APIError(code: 503, reason: "ServiceUnavailable", message: message)
    }

    /// 410 for lists with a stale continue token; a watch sends it as an event.
    static func expired(requested: Int, oldest: Int) -> APIError {
        APIError(code: 410, reason: "Expired", message: "too old resource version: \(requested) (\(oldest))")
    }

    static func tooLarge(requested: Int, current: Int) -> APIError {
        APIError(
            code: 504, reason: "Timeout",
            message: "Timeout: Too large resource version: \(requested), current: \(current)",
            details: [
                "causes": [["reason": "ResourceVersionTooLarge", "message": "Too large resource version"]],
                "retryAfterSeconds": 1,
            ])
    }
}
