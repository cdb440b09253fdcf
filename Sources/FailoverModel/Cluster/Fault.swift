/// What the embedded cluster can be asked to make of a pod: the words of `kubectl annotate pod NAME failtop.dev/fault=…`.
public enum FaultKind: String, Sendable, Hashable, Codable, CaseIterable {
    case crash, oom, stall, unready, slow, cut
    /// Takes a lasting one away.
    case heal

    public static let annotation = "failtop.dev/fault"

    /// The annotation's value; nil removes it.
    public var value: String? { self == .heal ? nil : rawValue }
}

/// A fault that the operator asked for, bound to the pod that was shown.
public struct FaultOrder: Sendable, Hashable, Codable {
    public var pod: PodIdentity
    public var namespace: String
    public var kind: FaultKind

    public init(pod: PodIdentity, namespace: String, kind: FaultKind) {
        self.pod = pod
        self.namespace = namespace
        self.kind = kind
    }
}
