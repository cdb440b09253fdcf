import CNcurses
import Dispatch
import TerminalCanvas

/// The terminal through ncurses.
///
/// Concurrency: ncurses keeps its state in globals and is not thread-safe, so everything runs on the main actor.
/// Keys come by a read source on the input, signals by a pipe that the handlers write to, both on the main queue.
/// One instance at a time.
@MainActor
public final class NcursesTerminal: Terminal {
    public private(set) var size: Size
    public let glyphs: Glyphs
    public nonisolated let events: AsyncStream<TerminalEvent>

    let options: TerminalOptions
    let painter: CellPainter
    private let emit: AsyncStream<TerminalEvent>.Continuation
    private let screen: OpaqueScreen
    private var keyPad: UnsafeMutablePointer<WINDOW>?
    private var keySource: (any DispatchSourceRead)?
    private var signalSource: (any DispatchSourceRead)?
    private var shown: Canvas?
    private var isRestored = false
    private var isGone = false

    /// Takes the terminal over.
    public init(options: TerminalOptions = TerminalOptions()) throws {
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
        keyPad = newpad(1, 1)
        keypad(keyPad, true)
        nodelay(keyPad, true)
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
        nct_set_escape_delay(25)
        intrflush(nct_stdscr(), false)
        leaveok(nct_stdscr(), false)
        curs_set(0)
    }

    public func present(_ canvas: Canvas) {
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

    public func redraw() {
        guard !isRestored else { return }
        shown = nil
        clearok(nct_stdscr(), true)
    }

    public func copy(_ text: String) {
        send(ClipboardSequence.bytes(for: Sanitiser.line(text), insideTmux: getenv("TMUX") != nil))
    }

    public func bell() { send([0x07]) }

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

    public func suspend() {
        guard !isRestored else { return }
        endwin()
        TerminalGuard.stopProcess()
        resume()
    }

    public func restore() {
        guard !isRestored else { return }
        isRestored = true
        keySource?.cancel()
        signalSource?.cancel()
        if let keyPad { delwin(keyPad) }
        keyPad = nil
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
            MainActor.assumeIsolated { self?.readKeys() }
        }
        source.activate()
        keySource = source
    }

    private func readKeys() {
        guard !isRestored, !isGone else { return }
        if nct_is_at_end(options.input) != 0 { return reportGone("the input ended") }
        var character: wint_t = 0
        // Bounded, so that a flood of pasted text does not keep the screen from being drawn.
        for _ in 0..<256 {
            switch wget_wch(keyPad, &character) {
            case OK: if let key = KeyDecoder.key(character: UInt32(character)) { emit.yield(.key(key)) }
            case nctKeyCodeYes: yieldKey(code: Int32(bitPattern: UInt32(character)))
            default: return
            }
        }
        // ncurses may hold more than the descriptor does; the source would not fire for that.
        DispatchQueue.main.async { [weak self] in
            MainActor.assumeIsolated { self?.readKeys() }
        }
    }

    private func yieldKey(code: Int32) {
        guard code == KEY_MOUSE else {
            if let key = KeyDecoder.key(code: code) { emit.yield(.key(key)) }
            return
        }
        var column: Int32 = 0
        var row: Int32 = 0
        let kinds: [Int32: MousePress.Kind] = [1: .click, 2: .wheelUp, 3: .wheelDown]
        if let kind = kinds[nct_mouse_event(&column, &row)] {
            emit.yield(.key(.mouse(MousePress(kind, at: Point(column: Int(column), row: Int(row))))))
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

/// `KEY_CODE_YES`: what follows is a function key, not a character.
private let nctKeyCodeYes = KEY_CODE_YES
