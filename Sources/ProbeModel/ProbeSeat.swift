import ClusterModel
import TrafficModel

/// A session of ours that an engine serves.
package struct ProbeSeat: Sendable, Equatable {
    package let session: String
    /// Its latest short request.
    var latest: RequestID?
    var askedAt: Moment
    /// How often it has asked at once since the fault that hit it.
    var hastyTries = 0
}
