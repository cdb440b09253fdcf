import TerminalCanvas

/// A terminal that keeps what it was shown, and says what a test tells it to.
@MainActor
public final class RecordingTerminal: Terminal {
    public private(set) var size: Size
    public let glyphs: Glyphs
    public nonisolated let events: AsyncStream<TerminalEvent>
    public private(set) var frames: [Canvas] = []
    public private(set) var redraws = 0
    public private(set) var suspensions = 0
    public private(set) var copies: [String] = []
    public private(set) var bells = 0
    public private(set) var isRestored = false

    private let emit: AsyncStream<TerminalEvent>.Continuation

    public init(size: Size = Size(columns: 120, rows: 36), glyphs: Glyphs = .utf8) {
        self.size = size
        self.glyphs = glyphs
        (events, emit) = AsyncStream.makeStream()
    }

    /// The text on the screen now.
    public var lines: [String] { frames.last?.lines ?? [] }

    public func type(_ text: String) {
        for character in text { emit.yield(.key(.character(character))) }
    }

    public func press(_ keys: KeyPress...) {
        for key in keys { emit.yield(.key(key)) }
    }

    public func paste(_ text: String) { emit.yield(.paste(text)) }

    public func say(_ event: TerminalEvent) { emit.yield(event) }

    public func resize(to size: Size) {
        self.size = size
        emit.yield(.resized(size))
    }

    public func present(_ canvas: Canvas) {
        guard !isRestored else { return }
        frames.append(canvas)
    }

    public func redraw() { redraws += 1 }

    public func copy(_ text: String) { copies.append(text) }

    public func bell() { bells += 1 }

    public func suspend() {
        suspensions += 1
        emit.yield(.continued)
    }

    public func restore() {
        isRestored = true
        emit.finish()
    }
}
