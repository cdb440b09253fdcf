import ClusterModel
import FailoverModel
import Journal
import Panes

/// The run's own tape: paused, stepped and played behind live, while facts arrive.
struct Playback {
    private var player: ReplayPlayer
    private var appended = 0

    /// As much as the tape holds.
    static let most = 20_000

    init(_ tape: Tape, present: State) {
        player = ReplayPlayer(tape: tape, present: present)
    }

    var isPlaying: Bool { player.isPlaying }

    /// True when so much has happened meanwhile that the present must be shown again: facts are not kept without end.
    mutating func append(_ event: Event) -> Bool {
        player.append(event)
        appended += 1
        return appended.isMultiple(of: Self.most)
    }

    /// Real time has passed.
    mutating func pass(_ time: Duration) { player.pass(time) }

    /// - Parameter present: the state now; it alone knows the marks so far.
    mutating func move(_ move: PlaybackMove, present: State) {
        player.renew(ReplayMark.all(in: present))
        switch move {
        case .live: break
        case .hold: player.hold()
        case .step: player.apply(.step)
        case .stepBack: player.apply(.stepBack)
        case .seek(let seconds): seek(.seek(seconds: Double(seconds)))
        case .previousMark: seek(.previousMark)
        case .nextMark: seek(.nextMark)
        case .slower: player.apply(.slower)
        case .faster: if player.isPlaying { player.apply(.faster) }
        }
        if move == .slower || move == .faster, !player.isPlaying { player.apply(.togglePlaying) }
    }

    private mutating func seek(_ action: ReplayAction) {
        player.hold()
        player.apply(action)
    }

    /// The moment's state, looked at as the operator does now.
    func shown(by navigation: NavigationState) -> State {
        player.replay.state.viewed(as: navigation)
    }

    func moment(at now: Moment) -> ShownMoment {
        let behind = max(0, (now - player.position).seconds)
        return player.isPlaying ? .behind(seconds: behind, speed: player.speed) : .paused(secondsAgo: behind)
    }

    /// It runs faster than the present, and has reached it.
    func hasCaughtUp(at now: Moment) -> Bool {
        player.isPlaying && player.speed > 1 && (now - player.position).seconds < 0.2
    }
}
