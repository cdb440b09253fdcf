import BoardRuntime
import Foundation
import Panes

/// Tells the speaker's second terminal which act is played.
@MainActor
struct SpeakerNotes {
    private let show: Show
    private let file = ShowProgressFile.standard

    init(_ show: Show) {
        self.show = show
    }

    func tell(_ progress: ShowRunner.Progress) {
        switch progress {
        case .act(let act): begin(act)
        case .cue(let act, let cue): foresee(act, cue)
        case .resting: halt(.resting)
        case .stopped(let reason): halt(.stopped(reason))
        case .playing: halt(nil)
        }
    }

    private func halt(_ halt: ShowProgress.Halt?) {
        guard var progress = file.read() else { return }
        progress.halt = halt
        file.write(progress)
    }

    /// What the story presses and says next, in this act or the one after.
    private func foresee(_ act: Int, _ cue: Int) {
        guard var progress = file.read() else { return }
        let cues = show.acts[act].cues.dropFirst(cue + 1) + show.acts[(act + 1)...].prefix(1).flatMap(\.cues)
        let key = cues.lazy.compactMap { if case .press(let key) = $0 { Keymap.label(of: key) } else { nil } }.first
        let caption = cues.lazy.compactMap { if case .say(let text?) = $0 { text } else { nil } }.first
        guard progress.nextKey != key || progress.nextCaption != caption else { return }
        (progress.nextKey, progress.nextCaption) = (key, caption)
        file.write(progress)
    }

    private func begin(_ act: Int) {
        let now = Date().timeIntervalSince1970
        // The acts of one show may be played on several boards, one after the other.
        let process = ProcessInfo.processInfo.processIdentifier
        let earlier = act == 0 ? nil : file.read().flatMap { $0.process == process ? $0.startedAt : nil }
        file.write(
            ShowProgress(
                process: process, title: show.title, acts: show.acts.map { .init(name: $0.name, notes: $0.notes) }, act: act,
                startedAt: earlier ?? now, actStartedAt: now))
    }
}
