import DrillModel
import FailoverModel
import Foundation
import Panes

/// Progress on standard error: a bar on a terminal, else a line for each step.
@MainActor
final class ProgressOutput {
    private let isTerminal = isatty(STDERR_FILENO) == 1
    private var phase = TestPhase.idle
    private var hasBar = false

    func tell(_ event: Event, _ state: State) {
        let line = TestProgress.line(for: event, before: phase, state: state)
        phase = state.test.phase
        guard isTerminal else {
            if let line { write(line + "\n") }
            return
        }
        let isStep = line != nil || event.fact == .ticked
        guard isStep, state.test.isRunning else { return }
        write("\r\u{1B}[K" + TestProgress.bar(state, columns: columns - 1))
        hasBar = true
    }

    /// Leaves the terminal's line clean.
    func end() {
        if hasBar { write("\r\u{1B}[K") }
        hasBar = false
    }

    private var columns: Int {
        var size = winsize()
        return ioctl(STDERR_FILENO, UInt(TIOCGWINSZ), &size) == 0 && size.ws_col > 0 ? Int(size.ws_col) : 80
    }

    private func write(_ text: String) {
        try? FileHandle.standardError.write(contentsOf: Data(text.utf8))
    }
}
