import BoardRuntime

extension ScreenLoop.Ending {
    /// Only the operator's own end is none to report.
    func raise() throws {
        switch self {
        case .quit: return
        case .signal: throw Failure(.interrupted, "interrupted")
        case .gone(let reason): throw Failure(.interrupted, "the terminal went away: \(reason)")
        }
    }
}
