import Foundation
import Hummingbird

/// Which objects a list or watch is about.
struct Selection: Sendable {
    var namespace: String?
    var labels: LabelSelector
    var fields: FieldSelector

    init(_ call: APICall, _ target: APICall.Target) throws {
        namespace = target.namespace
        do {
            labels = try LabelSelector(parsing: call.query["labelSelector"] ?? "")
        } catch {
            throw APIError.badRequest("unable to parse requirement: \(error.message)")
        }
        do {
            fields = try FieldSelector(parsing: call.query["fieldSelector"] ?? "", for: target.type)
        } catch {
            throw APIError.badRequest("Unable to find \"\(target.type.apiVersion), Resource=\(target.type.plural)\" "
                + "that match field selector \"\(call.query["fieldSelector"] ?? "")\": field label not supported: "
                + error.field)
        }
    }

    /// Nothing is selected beyond the namespace.
    var isAll: Bool { labels.requirements.isEmpty && fields.terms.isEmpty }

    func matches(_ object: JSONValue) -> Bool {
        (namespace == nil || object.namespace == namespace) && labels.matches(object.labels) && fields.matches(object)
    }
}

extension APIServer {
    func get(_ call: APICall, _ target: APICall.Target) throws -> Response {
        Answer.object(try existing(target), target.type, for: call)
    }

    func list(_ call: APICall, _ target: APICall.Target) throws -> Response {
        let selection = try Selection(call, target)
        var (items, revision) = store.list(target.type, namespace: target.namespace)
        if let wanted = try call.number("resourceVersion"), wanted > revision {
            throw APIError.tooLarge(requested: wanted, current: revision)
        }
        var metadata: JSONValue = [:]
        if let text = call.query["continue"], !text.isEmpty {
            let token = try ContinueToken(text)
            revision = token.revision
            items = items.drop { ObjectName($0) <= token.last }
        }
        if !selection.isAll { items = items.filter(selection.matches)[...] }
        metadata["resourceVersion"] = .string(String(revision))
        if let limit = try call.number("limit"), limit > 0, items.count > limit {
            // As the real server: only where nothing is selected does it know how many are left.
            if selection.isAll { metadata["remainingItemCount"] = .int(items.count - limit) }
            items = items.prefix(limit)
            let last = items.last.map(ObjectName.init) ?? ObjectName("", "")
            metadata["continue"] = .string(ContinueToken(revision: revision, last: last).text)
        }
        if call.wantsTable {
            let table = Table.of(
                target.type, Array(items), include: call.query["includeObject"], metadata: metadata, at: call.clock.date)
            return Answer.json(table)
        }
        if call.wantsMetadataOnly {
            return Answer.json([
                "kind": "PartialObjectMetadataList", "apiVersion": "meta.k8s.io/v1", "metadata": metadata,
                "items": .array(items.map { Answer.typed($0, target.type, metadataOnly: true) }),
            ])
        }
        return Answer.json([
            "kind": "\(target.type.kind)List", "apiVersion": .string(target.type.apiVersion), "metadata": metadata,
            "items": .array(Array(items)),
        ])
    }
}

/// Where the next page of a list begins. Opaque for clients; the real one looks much the same.
struct ContinueToken: Sendable, Equatable {
    var revision: Int
    var last: ObjectName

    init(revision: Int, last: ObjectName) {
        self.revision = revision
        self.last = last
    }

    init(_ text: String) throws {
        let base64 = text.replacing("-", with: "+").replacing("_", with: "/")
        let padded = base64 + String(repeating: "=", count: (4 - base64.count % 4) % 4)
        guard let data = Data(base64Encoded: padded), let value = try? JSONValue(parsing: data),
            let revision = value["rv"]?.int, let name = value["start"]?.string
        else { throw APIError.badRequest("continue key is not valid: it must be one that a list has answered") }
        self.init(revision: revision, last: ObjectName(value["ns"]?.string ?? "", name))
    }

    var text: String {
        let value: JSONValue = [
            "v": "meta.k8s.io/v1", "rv": .int(revision), "ns": .string(last.namespace), "start": .string(last.name),
        ]
        return Data(value.bytes).base64EncodedString().replacing("+", with: "-").replacing("/", with: "_")
            .replacing("=", with: "")
    }
}
