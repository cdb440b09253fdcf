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
