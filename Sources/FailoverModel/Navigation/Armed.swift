import ClusterModel

/// Whether kills are possible now.
package enum Armed: Sendable, Equatable {
    case readOnly
    case disarmed
    /// `until` is nil on the embedded cluster, where arming lasts.
    case armed(until: Moment?)
}
