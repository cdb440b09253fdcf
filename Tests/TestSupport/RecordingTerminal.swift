import TerminalCanvas

/// A terminal that keeps what it was shown, and says what a test tells it to.
@MainActor
package final class RecordingTerminal: Terminal {
    package private(set) var size: Size
    package let glyphs: Glyphs
    package nonisolated let events: AsyncStream<TerminalEvent>
    package private(set) var frames: [Canvas] = []
    package private(set) var redraws = 0
    package private(set) var suspensions = 0
    package private(set) var copies: [String] = []
    package private(set) var bells = 0
    package private(set) var isRestored = false

    private let emit: AsyncStream<TerminalEvent>.Continuation

    package init(size: Size = Size(columns: 120, rows: 36), glyphs: Glyphs = .utf8) {
        self.size = size
        self.glyphs = glyphs
        (events, emit) = AsyncStream.makeStream()
    }

    /// The text on the screen now.
    package var lines: [String] { frames.last?.lines ?? [] }

    package func type(_ text: String) {
        for character in text { emit.yield(.key(.character(character))) }
    }

    package func press(_ keys: KeyPress...) {
        for key in keys { emit.yield(.key(key)) }
    }

    package func paste(_ text: String) { emit.yield(.paste(text)) }

    package func say(_ event: TerminalEvent) { emit.yield(event) }

    package func resize(to size: Size) {
        self.size = size
        emit.yield(.resized(size))
    }

    package func present(_ canvas: Canvas) {
        guard !isRestored else { return }
        frames.append(canvas)
    }

    package func redraw() { redraws += 1 }

    package func copy(_ text: String) { copies.append(text) }

    package func bell() { bells += 1 }

    package func suspend() {
        suspensions += 1
        emit.yield(.continued)
    }

    package func restore() {
        isRestored = true
        emit.finish()
    }
}
