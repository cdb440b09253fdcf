import ClusterModel
import FailoverModel
import Journal
import Panes

/// The tape playback: where a replay is and how fast it goes. Time is told to it, so that it needs no clock.
package struct ReplayPlayer: Sendable {
    package private(set) var replay: Replay
    package private(set) var position: Moment = .zero
    package private(set) var isPlaying = true
    package private(set) var speed: Double
    /// Those that were reached last, at one moment.
    private var lastMarks: [ReplayMark] = []
    /// Stretches in which nothing happens are cut to this length; nil shows them whole.
    private let idleLimit: Duration?
    private let pausesOnMarks: Bool
    /// Its end is not the end: the run goes on.
    private var isGrowing = false

    private static let speeds = [0.1, 0.25, 0.5, 1, 2, 4, 8, 16, 32]

    package init(_ replay: Replay, speed: Double = 1, idleLimit: Duration? = nil, pausesOnMarks: Bool = false) {
        self.replay = replay
        self.speed = speed
        self.idleLimit = idleLimit
        self.pausesOnMarks = pausesOnMarks
        self.replay.seek(to: .zero)
    }

    /// The run so far, held at its end.
    init(tape: Tape, present: State) {
        replay = Replay(tape, present: present)
        position = replay.duration
        isPlaying = false
        speed = 1
        idleLimit = nil
        pausesOnMarks = false
        isGrowing = true
    }

    mutating func append(_ event: Event) { replay.append(event) }

    mutating func renew(_ marks: [ReplayMark]) { replay.marks = marks }

    mutating func hold() { isPlaying = false }

    /// Starts at the moment, playing.
    mutating func start(at moment: Moment) {
        go(to: max(replay.beginning, moment))
        isPlaying = true
    }

    package var status: ReplayStatus {
        ReplayStatus(
            position: position, duration: replay.duration, speed: speed, isPlaying: isPlaying, mark: lastMarks.isEmpty ? nil : lastMarks.map(\.name).joined(separator: ", "))
    }

    /// Real time has passed.
    package mutating func pass(_ time: Duration) {
        guard isPlaying else { return }
        var target = position + .seconds(time.seconds * speed)
        if let idleLimit, let next = replay.nextInteresting(after: position), next - position > idleLimit {
            // Enough was shown of the quiet: on to just before something happens.
            target = max(target, next + .seconds(-min(0.3, idleLimit.seconds)))
        }
        if pausesOnMarks, let mark = replay.marks.first(where: { $0.at > position && $0.at <= target }) {
            isPlaying = false
            return go(to: mark.at)
        }
        go(to: min(target, replay.duration))
        if replay.isAtEnd, !isGrowing { isPlaying = false }
    }

    package mutating func apply(_ action: ReplayAction) {
        switch action {
        case .togglePlaying:
            // At the end of a recording there is only its beginning; a run goes on.
            if replay.isAtEnd, !isGrowing { go(to: .zero) }
            isPlaying.toggle()
        case .step:
            isPlaying = false
            // That time passes is no event to be shown.
            while let next = replay.nextAt {
                let isTick = replay.isTickNext
                replay.step()
                position = max(position, next)
                if !isTick { break }
            }
            noteMark()
        case .stepBack:
            isPlaying = false
            replay.stepBack()
            position = replay.state.now
            noteMark()
        case .previousMark: go(to: replay.marks.last { $0.at < position }?.at ?? .zero)
        case .nextMark: go(to: replay.marks.first { $0.at > position }?.at ?? replay.duration)
        case .jump(let tenths): go(to: Moment(nanoseconds: replay.duration.nanoseconds / 10 * Int64(tenths)))
        case .seek(let seconds): go(to: min(replay.duration, max(.zero, position + .seconds(seconds))))
        case .slower: speed = Self.speeds.last { $0 < speed } ?? speed
        case .faster: speed = Self.speeds.first { $0 > speed } ?? speed
        case .quit, .leave, .redraw, .suspend, .view: break
        }
    }

    private mutating func go(to moment: Moment) {
        position = max(moment, replay.beginning)
        replay.seek(to: position)
        noteMark()
    }

    private mutating func noteMark() {
        let last = replay.marks.last { $0.at <= position }?.at
        lastMarks = replay.marks.filter { $0.at == last }
    }
}
