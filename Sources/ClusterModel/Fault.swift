/// What the embedded cluster can be asked to make of a pod: the words of `kubectl annotate pod NAME failtop.dev/fault=…`.
package enum FaultKind: String, Sendable, Hashable, Codable, CaseIterable {
    case crash, oom, stall, unready, slow, cut, core, freeze
    /// Takes a lasting one away.
    case heal

    package static let annotation = "failtop.dev/fault"

    /// The annotation's value; nil removes it.
    package var value: String? { self == .heal ? nil : rawValue }
}

/// A fault that the operator asked for, bound to the pod that was shown.
package struct FaultOrder: Sendable, Hashable, Codable {
    package var pod: PodIdentity
    package var namespace: String
    package var kind: FaultKind

    package init(pod: PodIdentity, namespace: String, kind: FaultKind) {
        self.pod = pod
        self.namespace = namespace
        self.kind = kind
    }
}
