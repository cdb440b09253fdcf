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
