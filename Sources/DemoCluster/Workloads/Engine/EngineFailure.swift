import Hummingbird

/// An error answer in vLLM's shape.
struct EngineFailure: Error {
    var status: HTTPResponse.Status
    var type: String
    var message: String
    var parameter: String?

    static func badRequest(_ message: String, parameter: String? = nil) -> EngineFailure {
        EngineFailure(status: .badRequest, type: "BadRequestError", message: message, parameter: parameter)
    }

    /// A body that does not decode.
    static func badRequest(_ error: DecodingError) -> EngineFailure {
        let message =
            switch error {
            case .dataCorrupted(let context): "Invalid JSON in the request body: \(context.debugDescription)"
            case .keyNotFound(let key, _): "Field required: \(key.stringValue)"
            case .typeMismatch(_, let context), .valueNotFound(_, let context):
                "Invalid value for \(context.codingPath.map(\.stringValue).joined(separator: ".")): "
                    + context.debugDescription
            @unknown default: "Invalid request body."
            }
        return badRequest(message)
    }

    static func unknownModel(_ model: String) -> EngineFailure {
        EngineFailure(
            status: .notFound, type: "NotFoundError", message: "The model `\(model)` does not exist.",
            parameter: "model")
    }

    var response: Response {
        .json(
            "{\"error\":{\"message\":\(JSONText.quote(message)),\"type\":\"\(type)\","
                + "\"param\":\(parameter.map(JSONText.quote) ?? "null"),\"code\":\(status.code)}}",
            status: status)
    }
}
