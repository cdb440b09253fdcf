import ClusterModel
import FailoverModel
import Journal
import Panes

/// What the screen shows in place of the present: an earlier moment of the run, or a recording.
extension ScreenLoop {
    func move(_ move: PlaybackMove) {
        if move == .live {
            playback = nil
        } else {
            var moved = playback ?? Playback(tape, present: keeper.state)
            moved.move(move, present: keeper.state)
            playback = moved
        }
        runFilm()
    }

    /// Shows the recording that stands in for the run; facts arrive meanwhile.
    func fallBack() {
        guard recording == nil, loading == nil else { return }
        guard let fallback else { return keeper.mailbox.post(.recordingMissing("this board has none")) }
        loading = Task {
            do {
                let replay = try await fallback()
                var player = ReplayPlayer(replay, idleLimit: .seconds(2))
                if let first = replay.marks.first { player.start(at: first.at + .seconds(-5)) }
                recording = ReplayScreen(player, isPresenting: keeper.state.navigation.isPresenting)
                runFilm()
            } catch {
                keeper.mailbox.post(.recordingMissing("\(error)"))
            }
            loading = nil
            draw()
        }
    }

    func leaveRecording() {
        recording = nil
        runFilm()
    }

    /// Playback runs only where the screen is not live.
    private func runFilm() {
        film?.cancel()
        film = nil
        guard recording != nil || playback?.isPlaying == true else { return }
        film = Task { await FrameClock.run { [weak self] time in self?.pass(time) } }
    }

    private func pass(_ time: Duration) {
        if recording != nil {
            if recording?.pass(time) == true { draw() }
            return
        }
        playback?.pass(time)
        // A dialog would swallow it.
        if playback?.hasCaughtUp(at: keeper.mailbox.clock.now) == true, keeper.state.navigation.dialog == nil {
            keeper.mailbox.post(.action(.live))
        } else {
            draw()
        }
    }
}
