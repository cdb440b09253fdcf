import ClusterModel
import FailoverModel

/// The plain lines of a run: that a source is as it was is not told again.
package struct PlainLines {
    private var told: [Source: SourceState] = [:]

    package init() {}

    package mutating func line(for event: Event, state: State) -> String? {
        if let (source, now) = event.fact.source {
            guard told.updateValue(now, forKey: source) != now else { return nil }
        }
        return Board.plainLine(for: event, state: state)
    }
}

extension Fact {
    fileprivate var source: (Source, SourceState)? {
        switch self {
        case .kubernetes(.source(let source, let state)), .router(.source(let source, let state)): (source, state)
        default: nil
        }
    }
}
