import AsyncHTTPClient
import ClusterModel
import Foundation
import NIOCore
import NIOHTTP1

/// The request that carries out a kill order, and what its answer means.
struct KillRequest: Sendable {
    let order: KillOrder
    /// Ask only: the API server does all but the last step.
    var isDryRun = false

    private struct Preconditions: Encodable { var uid: String }
    private struct DeleteOptions: Encodable {
        var apiVersion = "v1"
        var kind = "DeleteOptions"
        var gracePeriodSeconds: Int?
        var preconditions: Preconditions
        var dryRun: [String]?
    }
    private struct Eviction: Encodable {
        struct Metadata: Encodable {
            var name: String
            var namespace: String
        }
        var apiVersion = "policy/v1"
        var kind = "Eviction"
        var metadata: Metadata
        var deleteOptions: DeleteOptions
    }

    func request(over connection: APIConnection) throws -> HTTPClientRequest {
        let namespace = APIConnection.encoded(order.namespace)
        let path = "/api/v1/namespaces/\(namespace)/pods/\(APIConnection.encoded(order.pod.name))"
        let options = DeleteOptions(
            gracePeriodSeconds: order.kind.gracePeriod, preconditions: Preconditions(uid: order.pod.uid),
            dryRun: isDryRun ? ["All"] : nil)
        let encoder = JSONEncoder()
        guard order.kind == .evict else {
            return connection.request(.DELETE, path, json: try encoder.encode(options))
        }
        let eviction = Eviction(
            metadata: .init(name: order.pod.name, namespace: order.namespace), deleteOptions: options)
        return connection.request(.POST, "\(path)/eviction", json: try encoder.encode(eviction))
    }

    /// Sends the order and says what became of it; never throws, so that the operator always gets an answer.
    func carriedOut(over transport: APITransport) async -> KubernetesFact {
        do {
            // The head of a 2xx says it all; a body that does not come takes nothing back.
            _ = try await transport.open(try request(over: transport.connection), headersWithin: .seconds(10))
            return .killAccepted(order)
        } catch let failure as RequestFailure {
            return Self.refusal(failure).map { .killRefused(order, $0) } ?? .killUnknown(order, failure.message)
        } catch {
            return .killUnknown(order, "the kill was given up: \(error)")
        }
    }

    /// What the API server would do.
    func previewed(over transport: APITransport) async -> KubernetesFact {
        var question = self
        question.isDryRun = true
        switch await question.carriedOut(over: transport) {
        case .killRefused(let order, let refusal): return .killPreviewed(order, .wouldRefuse(refusal))
        case .killUnknown(let order, let reason): return .killPreviewed(order, .unknown(reason))
        default: return .killPreviewed(order, .wouldKill)
        }
    }

    /// What says for certain that nothing was killed; nil where the pod may have been.
    static func refusal(_ failure: RequestFailure) -> KillRefusal? {
        switch failure.status {
        case nil: failure.leavesUnknown ? nil : .notSent(failure.message)
        case 404, 409: .alreadyReplaced(failure.message)
        case 401, 403: .forbidden(failure.message)
        case 429 where failure.reasons.contains("DisruptionBudget"): .budget(failure.message)
        // The eviction API's own way of saying no (pkg/registry/core/pod/storage/eviction.go).
        case 500 where failure.message.contains("more than one PodDisruptionBudget"): .budget(failure.message)
        default: failure.leavesUnknown ? nil : .rejected(failure.message)
        }
    }
}
