import ClusterModel
import TrafficModel

/// The pod that takes the place of a lost one. Where only a container ended or readiness was lost, it is the same pod.
package struct Replacement: Sendable, Equatable {
    package let pod: PodIdentity
    package let letter: String
    /// It is the pod that was hit, which came back.
    package let isSamePod: Bool
    /// When it was first seen to be on its way.
    package let createdAt: Moment
    package internal(set) var scheduledAt: Moment? = nil
    package internal(set) var startedAt: Moment? = nil
    package internal(set) var readyAt: Moment? = nil
    /// How long its engine says that each step of its start took.
    package internal(set) var steps: [EngineStartEntry.Step: Double] = [:]
    /// The router is seen to use it.
    package internal(set) var discoveredAt: Moment? = nil
    /// How often it ended itself before it was ready: such ends are part of this incident.
    package internal(set) var crashes = 0

    init(pod: PodIdentity, letter: String, isSamePod: Bool, createdAt: Moment) {
        self.pod = pod
        self.letter = letter
        self.isSamePod = isSamePod
        self.createdAt = createdAt
    }
}
