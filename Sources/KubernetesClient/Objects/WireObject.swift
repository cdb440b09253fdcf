import Foundation

/// An object as the API server writes it, reduced to the fields that are needed.
///
/// Every field is optional: servers leave out what is empty, and a field that is missing must not lose the object.
protocol WireObject: Decodable, Sendable {
    associatedtype Model: Sendable & Equatable & Codable
    var metadata: WireMetadata? { get }
    /// nil where the object has no name or uid, without which nothing can be said about it.
    var model: Model? { get }
    /// Reads one page of a list.
    static func page(of data: Data) throws -> ListPage<Model>
}

extension WireObject {
    static func page(of data: Data) throws -> ListPage<Model> {
        try JSONDecoder().decode(WireList<Self>.self, from: data).page
    }
}

/// `ObjectMeta`.
struct WireMetadata: Decodable, Sendable {
    struct Owner: Decodable, Sendable {
        var kind: String?
        var name: String?
        var controller: Bool?
    }

    /// The annotations that are read.
    struct Annotations: Decodable, Sendable {
        var revision: String?
        var defaultContainer: String?
        private enum CodingKeys: String, CodingKey {
            case revision = "deployment.kubernetes.io/revision"
            case defaultContainer = "kubectl.kubernetes.io/default-container"
        }
    }

    var name: String?
    var namespace: String?
    var uid: String?
    var resourceVersion: String?
    var creationTimestamp: String?
    var deletionTimestamp: String?
    var deletionGracePeriodSeconds: Int?
    var labels: [String: String]?
    var ownerReferences: [Owner]?
    var annotations: Annotations?

    /// The managing owner.
    private var managingOwner: Owner? { ownerReferences?.first { $0.controller == true } ?? ownerReferences?.first }
    var owner: String? { managingOwner?.name }
    var ownerKind: String? { managingOwner?.kind }
    var isTerminating: Bool { deletionTimestamp != nil }
    var revision: Int? { annotations?.revision.flatMap { Int($0) } }
}

/// Decodes as nil where the content is not what was expected, so that one bad item does not lose its neighbours.
struct Tolerant<Value: Decodable & Sendable>: Decodable, Sendable {
    var value: Value?

    init(from decoder: any Decoder) throws {
        value = try? Value(from: decoder)
    }
}

/// A list of the API.
struct WireList<Item: WireObject>: Decodable, Sendable {
    struct Metadata: Decodable, Sendable {
        var resourceVersion: String?
        var `continue`: String?
    }

    var metadata: Metadata
    var items: [Tolerant<Item>]?

    var page: ListPage<Item.Model> {
        let items = items ?? []
        let models = items.compactMap { $0.value?.model }
        return ListPage(
            objects: models, resourceVersion: metadata.resourceVersion ?? "", next: metadata.continue,
            skipped: items.count - models.count)
    }
}
