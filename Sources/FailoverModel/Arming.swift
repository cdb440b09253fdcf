/// How long arming lasts.
package enum Arming: Sendable, Equatable, Codable {
    case expires(after: Duration)
    /// The embedded cluster: nothing real can be harmed.
    case lasts
}
