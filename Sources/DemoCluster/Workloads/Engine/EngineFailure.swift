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

    static func unknownModel(_ model: String, served: String) -> EngineFailure {
        EngineFailure(
            status: .notFound, type: "NotFoundError", message: "The model `\(model)` does not exist. Valid aliases: \(served).",
            parameter: "model")
    }

    /// EngineCore is gone, and the API server has noticed.
    static let coreIsDead = EngineFailure(
        status: .internalServerError, type: "InternalServerError",
        message: "EngineCore encountered an issue. See stack trace (above) for the root cause.")

    /// A request that comes while the engine drains.
    static let isDraining = EngineFailure(
        status: .internalServerError, type: "InternalServerError", message: "cannot schedule new futures after shutdown")

    static func tooManyTokens(_ count: Int) -> EngineFailure {
        badRequest(
            "max_tokens=\(count) cannot be greater than max_model_len=\(Tokenizer.maxModelLength). Please request fewer output "
                + "tokens. (parameter=max_tokens, value=\(count))", parameter: "max_tokens")
    }

    /// The same as an event of a stream; unlike an answer it has spaces behind its colons.
    var event: String {
        "data: {\"error\": {\"message\": \(JSONText.quote(message)), \"type\": \"\(type)\", \"param\": null, \"code\": \(status.code)}}\n\n"
    }

    var response: Response {
        .json(
            "{\"error\":{\"message\":\(JSONText.quote(message)),\"type\":\"\(type)\","
                + "\"param\":\(parameter.map(JSONText.quote) ?? "null"),\"code\":\(status.code)}}",
            status: status)
    }
}
