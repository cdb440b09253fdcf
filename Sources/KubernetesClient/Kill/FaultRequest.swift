import AsyncHTTPClient
import ClusterModel
import Foundation
import NIOHTTP1

/// The annotation that makes a pod of the embedded cluster go wrong: a merge patch, bound to the uid that was shown.
struct FaultRequest: Sendable {
    let order: FaultOrder

    private struct Patch: Encodable {
        struct Metadata: Encodable {
            var uid: String
            /// An explicit null takes the annotation away.
            var annotations: [String: String?]
        }
        var metadata: Metadata
    }

    func request(over connection: APIConnection) throws -> HTTPClientRequest {
        let namespace = APIConnection.encoded(order.namespace)
        let path = "/api/v1/namespaces/\(namespace)/pods/\(APIConnection.encoded(order.pod.name))"
        let patch = Patch(
            metadata: .init(uid: order.pod.uid, annotations: [FaultKind.annotation: order.kind.value]))
        var request = connection.request(.PATCH, path, json: try JSONEncoder().encode(patch))
        request.headers.replaceOrAdd(name: "Content-Type", value: "application/merge-patch+json")
        return request
    }

    /// Never throws, so that the operator always gets an answer.
    func carriedOut(over transport: APITransport) async -> KubernetesFact {
        do {
            _ = try await transport.open(try request(over: transport.connection), headersWithin: .seconds(10))
            return .faultAccepted(order)
        } catch let failure as RequestFailure {
            return failure.leavesUnknown ? .faultUnknown(order, failure.message) : .faultRefused(order, failure.message)
        } catch {
            return .faultUnknown(order, "the request was given up: \(error)")
        }
    }
}
