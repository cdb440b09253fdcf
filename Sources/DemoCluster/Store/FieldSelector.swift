/// A field selector: `status.phase=Running,spec.nodeName!=node-1`.
struct FieldSelector: Sendable, Equatable {
    struct Term: Sendable, Equatable {
        var path: [String]
        var value: String
        var isEqual: Bool
    }

    struct Unsupported: Error, Equatable { var field: String }

    var terms: [Term] = []

    init() {}

    /// Only fields that a real API server indexes for this kind are accepted, as there.
    init(parsing text: String, for type: ResourceType) throws(Unsupported) {
        for part in text.split(separator: ",") {
            let isEqual = !part.contains("!=")
            let pieces = part.split(separator: "=", maxSplits: 2, omittingEmptySubsequences: true)
            var field = String(pieces.first ?? "")
            if !isEqual, field.hasSuffix("!") { field.removeLast() }
            guard Self.fields(of: type).contains(field) else { throw Unsupported(field: field) }
            // Events from `events.k8s.io` and `v1` are one and the same object here.
            terms.append(
                Term(
                    path: field.split(separator: ".").map(String.init),
                    value: pieces.count > 1 ? String(pieces[pieces.count - 1]) : "", isEqual: isEqual))
        }
    }

    func matches(_ object: JSONValue) -> Bool {
        terms.allSatisfy { term in
            var value: JSONValue? = object
            for step in term.path { value = value?[step] }
            let text: String =
                switch value {
                case .string(let text)?: text
                case .bool(let flag)?: String(flag)
                case .int(let number)?: String(number)
                default: ""
                }
            return (text == term.value) == term.isEqual
        }
    }

    private static func fields(of type: ResourceType) -> [String] {
        let common = ["metadata.name", "metadata.namespace"]
        switch type {
        case .pods:
            return common + [
                "spec.nodeName", "spec.restartPolicy", "spec.schedulerName", "spec.serviceAccountName", "status.phase",
                "status.podIP",
            ]
        case .events:
            return common + [
                "involvedObject.kind", "involvedObject.namespace", "involvedObject.name", "involvedObject.uid",
                "involvedObject.apiVersion", "involvedObject.resourceVersion", "involvedObject.fieldPath", "reason",
                "reportingComponent", "source", "type",
            ]
        case .nodes: return common + ["spec.unschedulable"]
        case .namespaces: return common + ["status.phase"]
        case .replicaSets: return common + ["status.replicas"]
        case .services: return common + ["spec.clusterIP", "spec.type"]
        default: return common
        }
    }
}
