/// What the API server told.
package enum KubernetesFact: Sendable, Equatable, Codable {
    case connected(ClusterIdentity)
    case source(Source, SourceState)
    case pods(Change<Pod>)
    /// In a namespace with too many pods to hold: how many there are in all, those that are held included. nil where
    /// all are held.
    case podCount(Int?)
    /// The API server's own clock in Unix seconds, to the second, where it differs from what was told before (the header
    /// `Date` of RFC 9110).
    case clockRead(Double)
    case deployments(Change<Deployment>)
    case replicaSets(Change<ReplicaSet>)
    case statefulSets(Change<StatefulSet>)
    case services(Change<Service>)
    case endpointSlices(Change<EndpointSlice>)
    case clusterEvents(Change<ClusterEvent>)
    case nodes(Change<Node>)
    case budgets(Change<DisruptionBudget>)
    /// What this user may do, asked once after the start.
    case access([AccessReview])
    /// A kill was sent; for the journal.
    case killRequested(KillOrder, KillAuthor)
    case killPreviewed(KillOrder, KillPreview)
    case killAccepted(KillOrder)
    case killRefused(KillOrder, KillRefusal)
    /// The request may have been carried out, and no answer tells: why not.
    case killUnknown(KillOrder, String)
    case faultAccepted(FaultOrder)
    case faultRefused(FaultOrder, String)
    /// It may have been made, and no answer tells: why not.
    case faultUnknown(FaultOrder, String)
}

/// A step of a list+watch.
package enum Change<Object: Sendable & Equatable & Codable>: Sendable, Equatable, Codable {
    /// A complete list: what is not in it does not exist.
    case replaced([Object])
    /// Added or modified.
    case changed(Object)
    /// Deleted; the last known state.
    case removed(Object)
}

/// Which cluster the board looks at.
package struct ClusterIdentity: Sendable, Equatable, Codable {
    package var context: String
    package var namespace: String
    /// `gitVersion` of the server, where it told.
    package var version: String? = nil
    /// `gitVersion` of kubectl; nil without one.
    package var clientVersion: String? = nil
    /// The user of the kubeconfig's context.
    package var user: String? = nil

    /// The API server says that it is the embedded one, by whatever way it was reached.
    package var isEmbedded: Bool { version?.hasSuffix("+failtop-demo") ?? false }

    package init(context: String, namespace: String, version: String? = nil, clientVersion: String? = nil, user: String? = nil) {
        self.context = context
        self.namespace = namespace
        self.version = version
        self.clientVersion = clientVersion
        self.user = user
    }
}
