import TrafficModel

/// A session beside the watched one, that shows another answer at the same time.
package struct SideAnswer: Sendable, Equatable {
    /// From 2; the watched session is the first.
    package let number: Int
    /// The one that was found to land where it is to, or the one that is tried.
    package internal(set) var session: String
    /// Its question has been asked.
    package internal(set) var isAsked = false
    package internal(set) var isHidden = false
    /// A short request that shows where the session lands.
    var trial: RequestID?
    var tries = 0

    package var label: String { "s\(number)" }
}
