/// Which log is asked for.
package struct PodLogRequest: Sendable, Hashable, Codable {
    package var namespace: String
    package var pod: PodIdentity
    /// nil: the pod has one.
    package var container: String?
    /// Of the run of the container before the present one.
    package var isPrevious: Bool

    package init(namespace: String, pod: PodIdentity, container: String?, isPrevious: Bool = false) {
        self.namespace = namespace
        self.pod = pod
        self.container = container
        self.isPrevious = isPrevious
    }

    /// What says the same in another terminal.
    package var command: String {
        "kubectl logs \(pod.name) -n \(namespace)" + (container.map { " -c \($0)" } ?? "") + (isPrevious ? " --previous" : "")
    }
}

package struct PodLogLine: Sendable, Equatable, Codable {
    /// The kubelet's time in Unix seconds.
    package var at: Double?
    package var text: String

    package init(at: Double? = nil, text: String) {
        self.at = at
        self.text = text
    }
}

package enum PodLogAnswer: Sendable, Equatable, Codable {
    /// The last of it, oldest first.
    case lines([PodLogLine])
    /// Why it could not be read, and what to do.
    case refused(String)
}
