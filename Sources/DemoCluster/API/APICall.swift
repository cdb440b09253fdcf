import Foundation
import Hummingbird
import NIOCore

/// One request, taken apart: which object, which part of it, with which parameters.
struct APICall: Sendable {
    let request: Request
    /// The connection that it came by.
    let client: any Channel
    /// The steps of the path, each percent-decoded.
    let steps: [String]
    let query: [String: String]
    /// The cluster's, for what is told as an age.
    let clock: ClusterClock

    init(_ request: Request, from client: any Channel, clock: ClusterClock) {
        self.client = client
        self.clock = clock
        self.request = request
        steps = request.uri.path.split(separator: "/").map { String($0).removingPercentEncoding ?? String($0) }
        var query: [String: String] = [:]
        for pair in (request.uri.query ?? "").split(separator: "&") {
            let parts = pair.split(separator: "=", maxSplits: 1).map(Self.decoded)
            query[parts.first ?? ""] = parts.count > 1 ? parts[1] : ""
        }
        self.query = query
    }

    /// Form encoding: a plus is a space.
    private static func decoded(_ text: Substring) -> String {
        let spaced = text.replacing("+", with: " ")
        return spaced.removingPercentEncoding ?? String(spaced)
    }

    var accept: String { request.headers[.accept] ?? "" }
    var wantsTable: Bool { accept.contains("as=Table") }
    var wantsMetadataOnly: Bool { accept.contains("as=PartialObjectMetadata") }
    var isDryRun: Bool { query["dryRun"] == "All" }

    /// Go's `strconv.ParseBool`.
    func flag(_ name: String) -> Bool { ["1", "t", "T", "true", "TRUE", "True"].contains(query[name] ?? "") }

    func number(_ name: String) throws -> Int? {
        guard let text = query[name], !text.isEmpty else { return nil }
        guard let number = Int(text) else { throw APIError.badRequest("\(name): \"\(text)\" is not a number") }
        return number
    }

    /// The body as JSON; an empty one is an empty object.
    func body() async throws -> JSONValue {
        let buffer = try await request.body.collect(upTo: 8 << 20)
        guard buffer.readableBytes > 0 else { return [:] }
        if request.headers[.contentType]?.contains("protobuf") == true {
            guard let value = ProtobufBody.decode(Array(buffer.readableBytesView)) else { throw APIError.unknownFormat }
            return value
        }
        do {
            return try JSONValue(parsing: Data(buffer.readableBytesView))
        } catch {
            throw APIError.badRequest("the body is not JSON: \(error)")
        }
    }

    /// What the path names.
    var target: Target? { Target(steps: steps) }

    struct Target: Sendable, Equatable {
        var type: ResourceType
        /// Nil means all namespaces, or a cluster-wide kind.
        var namespace: String?
        var name: String?
        var subresource: String?
        /// What follows `proxy`, still split.
        var rest: [String] = []

        var object: ObjectName { ObjectName(namespace ?? "", name ?? "") }
    }
}

extension APICall.Target {
    /// `/api/v1/…` and `/apis/GROUP/VERSION/…`, with or without `namespaces/NS`.
    init?(steps: [String]) {
        var steps = steps[...]
        let group: String
        switch steps.popFirst() {
        case "api": group = ""
        case "apis":
            guard let name = steps.popFirst() else { return nil }
            group = name
        default: return nil
        }
        guard let version = steps.popFirst(), !steps.isEmpty else { return nil }
        if steps.first == "namespaces", steps.count >= 3, steps.dropFirst(2).first != "status" {
            namespace = steps.dropFirst().first
            steps = steps.dropFirst(2)
        }
        guard let plural = steps.popFirst() else { return nil }
        // The newer events group serves the same objects.
        let lookup = group == "events.k8s.io" ? "" : group
        guard let type = ResourceType.stored.first(where: { $0.plural == plural && $0.group == lookup }),
            version == "v1", !type.isNamespaced == (namespace == nil) || type.isNamespaced
        else { return nil }
        self.type = type
        name = steps.popFirst()
        subresource = steps.popFirst()
        rest = Array(steps)
        if name != nil, type.isNamespaced, namespace == nil { return nil }
    }
}
