import CNcurses
import Dispatch
import TerminalCanvas

/// The terminal through ncurses.
///
/// Concurrency: ncurses keeps its state in globals and is not thread-safe, so everything runs on the main actor.
/// Keys come by a read source on the input, signals by a pipe that the handlers write to, both on the main queue.
/// One instance at a time.
@MainActor
package final class NcursesTerminal: Terminal {
    package private(set) var size: Size
    package let glyphs: Glyphs
    package nonisolated let events: AsyncStream<TerminalEvent>

    let options: TerminalOptions
    let painter: CellPainter
    private let emit: AsyncStream<TerminalEvent>.Continuation
    private let screen: OpaqueScreen
    private var parser = InputParser()
    /// How often there was something to read.
    private var reads = 0
    private var keySource: (any DispatchSourceRead)?
    private var signalSource: (any DispatchSourceRead)?
    private var shown: Canvas?
    private var isRestored = false
    private var isGone = false

    /// Takes the terminal over.
    package init(options: TerminalOptions = TerminalOptions()) throws {
        self.options = options
        (events, emit) = AsyncStream.makeStream()
        nct_use_locale_of_environment()
        let isUTF8 = nct_codeset_is_utf8() != 0
        glyphs = options.ascii || !isUTF8 ? .ascii : .utf8

        TerminalGuard.saveModes(of: options.input)
        do {
            screen = try OpaqueScreen(options: options)
        } catch {
            TerminalGuard.disarm()
            throw error
        }
        painter = CellPainter(options: options, isUTF8: isUTF8)
        size = Size(columns: 0, rows: 0)
        setModes()
        if options.mouse { nct_watch_mouse(1) }
        size = Self.measure(output: options.output)
        guard let signals = TerminalGuard.arm(output: options.output) else {
            restore()
            throw TerminalError.unusable(descriptor: options.output, reason: "no file descriptors are left")
        }
        watchSignals(signals)
        if isatty(options.input) == 1 { watchKeys() }
    }

    private func setModes() {
        cbreak()
        noecho()
        nonl()
        // Keys are read here, not by ncurses: it must not stop drawing for them.
        typeahead(-1)
        intrflush(nct_stdscr(), false)
        leaveok(nct_stdscr(), false)
        curs_set(0)
        // What is pasted comes as text, told from keys.
        send(Array("\u{1B}[?2004h".utf8))
    }

    private func endPasting() { send(Array("\u{1B}[?2004l".utf8)) }

    package func present(_ canvas: Canvas) {
        guard !isRestored, !isGone else { return }
        guard canvas != shown else { return }
        painter.paint(canvas, over: shown, into: size)
        shown = canvas
        if let cursor = canvas.cursor, Rect(size).contains(cursor) {
            wmove(nct_stdscr(), Int32(cursor.row), Int32(cursor.column))
            curs_set(1)
        } else {
            curs_set(0)
        }
        wnoutrefresh(nct_stdscr())
        doupdate()
        if nct_is_hung_up(options.output) != 0 { reportGone("the terminal does not take output any more") }
    }

    package func redraw() {
        guard !isRestored else { return }
        shown = nil
        clearok(nct_stdscr(), true)
    }

    package func copy(_ text: String) {
        send(ClipboardSequence.bytes(for: Sanitiser.line(text), insideTmux: getenv("TMUX") != nil))
    }

    package func bell() { send([0x07]) }

    /// Writes past ncurses, between two of its updates: nothing that moves the cursor.
    private func send(_ bytes: [UInt8]) {
        guard !isRestored, !isGone else { return }
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { write(options.output, $0.baseAddress, $0.count) }
            guard count > 0 else { return }
            rest = rest.dropFirst(count)
        }
    }

    package func suspend() {
        guard !isRestored else { return }
        endPasting()
        endwin()
        TerminalGuard.stopProcess()
        resume()
    }

    package func restore() {
        guard !isRestored else { return }
        endPasting()
        isRestored = true
        keySource?.cancel()
        signalSource?.cancel()
        if options.mouse { nct_watch_mouse(0) }
        curs_set(1)
        endwin()
        TerminalGuard.disarm()
        screen.close()
        emit.finish()
    }

    // MARK: - Input

    private func watchKeys() {
        let source = DispatchSource.makeReadSource(fileDescriptor: options.input, queue: .main)
        source.setEventHandler { [weak self] in
            MainActor.assumeIsolated { self?.readInput() }
        }
        source.activate()
        keySource = source
    }

    /// One read at a time, so that a flood of text does not keep the screen from being drawn.
    private func readInput() {
        guard !isRestored, !isGone else { return }
        if nct_is_at_end(options.input) != 0 { return reportGone("the input ended") }
        guard nct_bytes_waiting(options.input) > 0 else { return }
        var bytes = [UInt8](repeating: 0, count: 4_096)
        let count = read(options.input, &bytes, bytes.count)
        guard count > 0 else { return }
        reads += 1
        tell(parser.feed(bytes.prefix(count)))
        guard !parser.isWhole else { return }
        DispatchQueue.main.asyncAfter(deadline: .now() + .milliseconds(parser.patience)) { [weak self, reads] in
            MainActor.assumeIsolated { self?.giveUpRest(of: reads) }
        }
    }

    /// Nothing came since that read: what is half read stays so.
    private func giveUpRest(of read: Int) {
        guard !isRestored, reads == read else { return }
        tell(parser.expire())
    }

    private func tell(_ inputs: [InputParser.Input]) {
        for input in inputs {
            switch input {
            case .key(let key): emit.yield(.key(key))
            case .paste(let text): emit.yield(.paste(text))
            }
        }
    }

    // MARK: - Signals

    private func watchSignals(_ descriptor: Int32) {
        let source = DispatchSource.makeReadSource(fileDescriptor: descriptor, queue: .main)
        source.setEventHandler { [weak self] in
            MainActor.assumeIsolated { self?.readSignals(descriptor) }
        }
        source.setCancelHandler { close(descriptor) }
        source.activate()
        signalSource = source
    }

    private func readSignals(_ descriptor: Int32) {
        var bytes = [UInt8](repeating: 0, count: 64)
        let count = read(descriptor, &bytes, bytes.count)
        for byte in bytes.prefix(max(0, count)) {
            guard !isRestored else { return }
            switch TerminalGuard.signal(byte) {
            case .termination(let number):
                if let signal = TerminationSignal(number: number) { emit.yield(.termination(signal)) }
            case .resize: resize()
            case .stop: suspend()
            case .cont: resume()
            case nil: break
            }
        }
    }

    private func resume() {
        guard !isRestored else { return }
        setModes()
        redraw()
        resize()
        wnoutrefresh(nct_stdscr())
        doupdate()
        emit.yield(.continued)
    }

    private func resize() {
        let now = Self.measure(output: options.output)
        guard now != size else { return }
        resizeterm(Int32(now.rows), Int32(now.columns))
        size = now
        redraw()
        emit.yield(.resized(now))
    }

    private func reportGone(_ reason: String) {
        guard !isGone else { return }
        isGone = true
        // A descriptor at its end stays readable: a source that is left on it would spin.
        keySource?.cancel()
        emit.yield(.gone(reason: reason))
    }

    private static func measure(output: Int32) -> Size {
        var columns: Int32 = 0
        var rows: Int32 = 0
        if nct_window_size(output, &columns, &rows) == 0 {
            columns = getmaxx(nct_stdscr())
            rows = getmaxy(nct_stdscr())
        }
        return Size(columns: max(1, Int(columns)), rows: max(1, Int(rows)))
    }
}
