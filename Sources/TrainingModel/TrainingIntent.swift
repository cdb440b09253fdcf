import TrafficModel

/// What a lesson wants done.
package enum TrainingIntent: Sendable, Equatable {
    case ask(Inquiry)
    /// The sheet lies over the board, at its beginning.
    case showSheet
    /// The goal is reached.
    case reached
    case finished
}
