import Hummingbird

/// Makes responses.
enum Answer {
    static func json(_ value: JSONValue, code: Int = 200, retryAfter: Int? = nil) -> Response {
        var headers: HTTPFields = [.contentType: "application/json", .cacheControl: "no-cache, private"]
        if let retryAfter { headers[.retryAfter] = String(retryAfter) }
        return Response(
            status: .init(code: code), headers: headers,
            body: .init(byteBuffer: ByteBuffer(bytes: value.bytes + [UInt8(ascii: "\n")])))
    }

    static func error(_ error: APIError) -> Response {
        json(error.status, code: error.code, retryAfter: error.retryAfter)
    }

    static func text(_ text: String, code: Int = 200) -> Response {
        Response(
            status: .init(code: code), headers: [.contentType: "text/plain; charset=utf-8"],
            body: .init(byteBuffer: ByteBuffer(string: text)))
    }

    /// An answer that goes on until the client leaves. Such a connection cannot be used again, and says so.
    static func stream(_ body: ResponseBody, type: String) -> Response {
        Response(
            status: .ok, headers: [.contentType: type, .cacheControl: "no-cache, private", .connection: "close"],
            body: body)
    }

    static func success(code: Int, details: JSONValue? = nil) -> Response {
        var status: JSONValue = [
            "kind": "Status", "apiVersion": "v1", "metadata": [:], "status": "Success", "code": .int(code),
        ]
        status["details"] = details
        return json(status, code: code)
    }

    /// One object in the form that the call asks for.
    static func object(_ object: JSONValue, _ type: ResourceType, for call: APICall, code: Int = 200) -> Response {
        if call.wantsTable {
            let table = Table.of(
                type, [object], include: call.query["includeObject"],
                metadata: ["resourceVersion": .string(String(object.resourceVersion))], at: call.clock.date)
            return json(table, code: code)
        }
        return json(typed(object, type, metadataOnly: call.wantsMetadataOnly), code: code)
    }

    /// Kind and apiVersion are not stored: lists leave them out of their items, all else has them.
    static func typed(_ object: JSONValue, _ type: ResourceType, metadataOnly: Bool = false) -> JSONValue {
        if metadataOnly {
            return [
                "kind": "PartialObjectMetadata", "apiVersion": "meta.k8s.io/v1",
                "metadata": object["metadata"] ?? .object([:]),
            ]
        }
        var object = object
        object["kind"] = .string(type.kind)
        object["apiVersion"] = .string(type.apiVersion)
        return object
    }
}
