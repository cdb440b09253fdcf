import AsyncHTTPClient
import Foundation
import Hummingbird
import Logging

/// Answers requests as a Kubernetes API server does, for the kinds in `ResourceType.stored`.
struct APIServer: HTTPResponder {
    typealias Context = ConnectionContext

    let store: ObjectStore
    let termination: PodTermination
    let logs: LogStore
    let client: HTTPClient
    /// For `generateName`.
    let names: NameGenerator
    let token: String
    var access = AccessRules()
    /// `127.0.0.1:PORT`, once it is known.
    let address: @Sendable () -> String

    func respond(to request: Request, context: Context) async throws -> Response {
        do {
            guard isAuthorized(request) else { throw APIError.unauthorized }
            var request = request
            _ = try await request.collectBody(upTo: 32 << 20)
            return try await answer(APICall(request, from: context.channel, clock: store.clock))
        } catch let error as APIError {
            return Answer.error(error)
        } catch let error as ObjectStore.WatchError {
            return Answer.error(APIError(error))
        }
    }

    private func isAuthorized(_ request: Request) -> Bool {
        let words = (request.headers[.authorization] ?? "").split(separator: " ")
        return words.count == 2 && words[0].lowercased() == "bearer" && words[1] == token
    }

    private func answer(_ call: APICall) async throws -> Response {
        switch call.steps.first {
        case "healthz", "livez", "readyz": return Answer.text("ok")
        case "version" where call.steps.count == 1: return Answer.json(Discovery.version)
        case "api", "apis": break
        default: throw APIError.unknownPath
        }
        if let document = Discovery.document(call.steps, address: address()) { return Answer.json(document) }
        if let review = try await accessReview(call) { return review }
        guard let target = call.target else { throw APIError.unknownPath }
        try authorize(call, target)
        if let subresource = target.subresource {
            return try await answer(call, target, subresource: subresource)
        }
        switch (call.request.method, target.name) {
        case (.get, nil) where call.flag("watch"): return try watch(call, target)
        case (.get, nil): return try list(call, target)
        case (.get, .some): return try get(call, target)
        case (.post, nil): return try await create(call, target)
        case (.put, .some): return try await replace(call, target)
        case (.patch, .some): return try await patch(call, target)
        case (.delete, .some): return try await delete(call, target)
        case (.delete, nil): return try await deleteAll(call, target)
        default: throw APIError.methodNotAllowed
        }
    }

    private func answer(_ call: APICall, _ target: APICall.Target, subresource: String) async throws -> Response {
        guard target.type.subresources.contains(where: { $0.name == subresource }) else { throw APIError.unknownPath }
        switch (subresource, call.request.method) {
        case ("proxy", _): return try await proxy(call, target)
        case ("log", .get): return try log(call, target)
        case ("eviction", .post): return try await evict(call, target)
        case ("binding", .post): return try await bind(call, target)
        case ("status", .get): return try get(call, target)
        case ("status", .patch): return try await patch(call, target)
        case ("status", .put): return try await replace(call, target)
        case ("scale", _): return try await scale(call, target)
        default: throw APIError.methodNotAllowed
        }
    }

    /// The object that a call names.
    func existing(_ target: APICall.Target) throws -> JSONValue {
        guard let object = store.get(target.type, target.object) else {
            throw APIError.notFound(target.type, target.name ?? "")
        }
        return object
    }
}

extension APIError {
    init(_ error: ObjectStore.WatchError) {
        switch error {
        case .expired(let requested, let oldest): self = .expired(requested: requested, oldest: oldest)
        case .tooLarge(let requested, let current): self = .tooLarge(requested: requested, current: current)
        }
    }
}
