import ClusterModel
import FailoverModel
import TrafficModel

/// A journal as a film: the state at any moment of it. The same journal gives the same states, however it is sought.
package struct Replay: Sendable {
    package private(set) var events: [Event]
    /// T0 … T7 of every incident, and the verdict of a test, in the order of their times.
    package var marks: [ReplayMark]
    package private(set) var state: State
    /// How many events have been played.
    package private(set) var played = 0
    private var checkpoints: [(played: Int, state: State)]

    /// Seeking back costs at most this many events.
    private static let checkpointEvery = 1_000

    /// nil where the journal does not begin with a start: nothing can be said about its times then.
    package init?(_ journal: Journal) {
        guard case .started(let start)? = journal.events.first?.fact else { return nil }
        events = journal.events
        state = State(start: start)
        checkpoints = [(0, state)]
        // Played once to its end: only that tells where the marks are.
        var whole = state
        for event in events { _ = reduce(into: &whole, event) }
        marks = ReplayMark.all(in: whole)
    }

    /// The run so far, at its end.
    package init(_ tape: Tape, present: State) {
        events = []
        checkpoints = []
        state = present
        marks = ReplayMark.all(in: present)
        for stretch in tape.stretches {
            checkpoints.append((events.count, stretch.before))
            events += stretch.events
        }
        played = events.count
    }

    /// More has happened.
    package mutating func append(_ event: Event) {
        events.append(event)
    }

    package var beginning: Moment { checkpoints[0].state.now }
    package var duration: Moment { events.last?.at ?? .zero }
    package var isAtEnd: Bool { played == events.count }
    /// The time of the next event; nil at the end.
    package var nextAt: Moment? { isAtEnd ? nil : events[played].at }

    /// Only time passes with the next event.
    package var isTickNext: Bool { !isAtEnd && events[played].fact == .ticked }

    /// Plays one event; false at the end.
    @discardableResult
    package mutating func step() -> Bool {
        guard !isAtEnd else { return false }
        // What should have happened then has happened: its results are in the journal.
        _ = reduce(into: &state, events[played])
        played += 1
        if played.isMultiple(of: Self.checkpointEvery), checkpoints.last.map({ $0.played < played }) ?? true {
            checkpoints.append((played, state))
        }
        return true
    }

    /// Takes one event back; false at the beginning.
    @discardableResult
    package mutating func stepBack() -> Bool {
        guard played > 0 else { return false }
        let target = played - 1
        (played, state) = checkpoints.last { $0.played <= target } ?? checkpoints[0]
        while played < target { step() }
        return true
    }

    /// Plays up to and including `moment`, or goes back to it.
    package mutating func seek(to moment: Moment) {
        if let last = played == 0 ? nil : events[played - 1].at, last > moment {
            let checkpoint = checkpoints.last { $0.played == 0 || events[$0.played - 1].at <= moment } ?? checkpoints[0]
            (played, state) = checkpoint
        }
        while let next = nextAt, next <= moment { step() }
    }

    /// The next moment after `moment` at which more happened than that time passed and things were polled.
    package func nextInteresting(after moment: Moment) -> Moment? {
        events[played...].first { $0.at > moment && $0.fact.isInteresting }?.at
    }
}

extension Fact {
    /// Worth waiting for: not the passing of time, nor an answer to a poll.
    var isInteresting: Bool {
        switch self {
        case .ticked, .historyRead: false
        case .router(let fact): fact.isNews
        case .started, .kubernetes, .stream, .action, .captioned, .notifyFailed, .podLogRead, .recordingMissing, .recordingStopped: true
        }
    }
}

extension RouterFact {
    fileprivate var isNews: Bool {
        switch self {
        case .source, .logSource, .log, .engineLog, .engineStart, .forward: true
        case .health, .engines, .models, .workers, .listed, .instances, .counters, .engine, .picker: false
        }
    }
}
