import CNcurses
import TerminalCanvas
import Testing

@testable import NcursesTerminal

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// The real ncurses on a pseudo terminal. One terminal at a time: ncurses has only one.
@MainActor @Suite(.serialized, .timeLimit(.minutes(1))) struct NcursesTerminalTests {
    init() { setenv("LC_ALL", "C.UTF-8", 1) }

    private func make(
        columns: UInt16 = 40, rows: UInt16 = 10, _ change: (inout TerminalOptions) -> Void = { _ in }
    ) throws -> (PseudoTerminal, NcursesTerminal) {
        let pty = try #require(PseudoTerminal(columns: columns, rows: rows))
        var options = TerminalOptions(type: "xterm-256color", input: pty.inside, output: pty.inside)
        change(&options)
        return (pty, try NcursesTerminal(options: options))
    }

    /// The text that ncurses has on its screen.
    private func shown(_ size: Size) -> [String] {
        (0..<size.rows).map { row in
            var buffer = [wchar_t](repeating: 0, count: size.columns + 1)
            mvwinnwstr(nct_stdscr(), Int32(row), 0, &buffer, Int32(size.columns))
            var text = String.UnicodeScalarView()
            text.append(contentsOf: buffer.prefix { $0 != 0 }.compactMap { Unicode.Scalar(UInt32($0)) })
            let line = String(text)
            return String(line.reversed().drop { $0 == " " }.reversed())
        }
    }

    @Test func showsWideTextAndOnlyWhatChanged() throws {
        let (pty, terminal) = try make()
        defer { terminal.restore() }
        #expect(terminal.size == Size(columns: 40, rows: 10))
        var canvas = Canvas(size: terminal.size)
        canvas.box(canvas.bounds, title: "漢字 Pods", style: Style(.frame), glyphs: .utf8)
        canvas.write("A e\u{301} 🚀 done", column: 2, row: 1, style: .pod(0))
        terminal.present(canvas)
        #expect(shown(terminal.size).map { TextWidth.of($0) }.max() == 40)
        #expect(shown(terminal.size)[1].hasPrefix("│ A e\u{301} 🚀 done"))
        #expect(pty.take().contains("漢字 Pods"))

        terminal.present(canvas)
        #expect(pty.take().isEmpty, "an unchanged canvas sends nothing")
        canvas.write("D", column: 9, row: 1, style: .pod(0))
        terminal.present(canvas)
        let change = pty.take()
        #expect(change.contains("D") && change.utf8.count < 60)
        terminal.redraw()
        terminal.present(canvas)
        #expect(pty.take().contains("漢字 Pods"), "a redraw sends everything")
    }

    @Test func overwritesWideCharacters() throws {
        let (_, terminal) = try make()
        defer { terminal.restore() }
        for text in ["漢字漢字", "a漢字漢b", "abcdefgh", "漢字", "x"] {
            var canvas = Canvas(size: terminal.size)
            canvas.write(text, column: 0, row: 0)
            terminal.present(canvas)
            #expect(shown(terminal.size)[0] == text)
        }
    }

    @Test func keysArrive() async throws {
        let (pty, terminal) = try make()
        defer { terminal.restore() }
        pty.type("aé漢\u{1B}OA\u{1B}OB\u{1B}[5~\r\t\u{1B}[Z\u{7F}\u{0C}\u{1B}OP\u{1B}[<65;1;2M")
        var expected: [KeyPress] = [
            .character("a"), .character("é"), .character("漢"), .up, .down, .pageUp, .enter, .tab, .backTab, .backspace,
            .control("l"), .function(1), .mouse(MousePress(.wheelDown, at: Point(column: 0, row: 1))),
        ]
        for await event in terminal.events {
            #expect(event == .key(expected.removeFirst()))
            if expected.isEmpty { break }
        }
        pty.type("\u{1B}[<0;5;3M\u{1B}[<0;5;3m")
        for await event in terminal.events {
            #expect(event == .key(.mouse(MousePress(.click, at: Point(column: 4, row: 2)))))
            break
        }
        pty.type("\u{1B}")
        for await event in terminal.events {
            #expect(event == .key(.escape))
            break
        }
    }

    @Test func homeEndAndWhatIsNoKey() async throws {
        let (pty, terminal) = try make()
        defer { terminal.restore() }
        pty.type("\u{1B}[1~\u{1B}[4~\u{1B}[34x\u{1B}[Hq")
        var expected: [KeyPress] = [.home, .end, .home, .character("q")]
        for await event in terminal.events {
            #expect(event == .key(expected.removeFirst()))
            if expected.isEmpty { break }
        }
    }

    @Test func pastedTextComesAsText() async throws {
        let (pty, terminal) = try make()
        #expect(pty.take().contains("\u{1B}[?2004h"))
        pty.type("\u{1B}[200~anxiety\u{1B}[201~")
        for await event in terminal.events {
            #expect(event == .paste("anxiety"))
            break
        }
        terminal.restore()
        #expect(pty.take().contains("\u{1B}[?2004l"))
    }

    @Test func resizesOnTheSignal() async throws {
        let (pty, terminal) = try make()
        defer { terminal.restore() }
        terminal.present(Canvas(size: terminal.size))
        for size in [Size(columns: 1, rows: 1), Size(columns: 200, rows: 60)] {
            pty.resize(columns: UInt16(size.columns), rows: UInt16(size.rows))
            kill(getpid(), SIGWINCH)
            for await event in terminal.events {
                #expect(event == .resized(size))
                break
            }
            #expect(terminal.size == size)
            var canvas = Canvas(size: size)
            canvas.fill(canvas.bounds, with: "#")
            terminal.present(canvas)
            #expect(shown(size).allSatisfy { $0.utf8.count == size.columns })
            terminal.present(Canvas(size: Size(columns: 300, rows: 2)))
        }
    }

    @Test func terminationSignalsAreReported() async throws {
        let (_, terminal) = try make()
        defer { terminal.restore() }
        for (number, signal) in [(SIGINT, TerminationSignal.interrupt), (SIGTERM, .terminate), (SIGHUP, .hangup)] {
            kill(getpid(), number)
            for await event in terminal.events {
                #expect(event == .termination(signal))
                break
            }
        }
    }

    @Test func aHangUpIsReportedOnce() async throws {
        let (pty, terminal) = try make()
        pty.hangUp()
        var reports = 0
        for await event in terminal.events {
            guard case .gone = event else { continue }
            reports += 1
            terminal.present(Canvas(size: terminal.size))
            terminal.restore()
        }
        #expect(reports == 1)
        pty.closeInside()
    }

    @Test func restoresModesAndScreen() throws {
        let pty = try #require(PseudoTerminal(columns: 20, rows: 5))
        var before = termios()
        tcgetattr(pty.inside, &before)
        let terminal = try NcursesTerminal(
            options: TerminalOptions(type: "xterm", input: pty.inside, output: pty.inside))
        var during = termios()
        tcgetattr(pty.inside, &during)
        #expect(during.c_lflag & tcflag_t(ECHO) == 0)
        terminal.present(Canvas(size: terminal.size))
        terminal.restore()
        terminal.restore()
        var after = termios()
        tcgetattr(pty.inside, &after)
        #expect(after.c_lflag == before.c_lflag && after.c_iflag == before.c_iflag)
        let output = pty.take()
        #expect(output.contains("\u{1B}[?1049l"))
        #expect(output.contains("\u{1B}[?1049h"))
    }

    @Test func asciiReplacesWhatCannotBeShown() throws {
        let (pty, terminal) = try make { $0.ascii = true }
        defer { terminal.restore() }
        #expect(terminal.glyphs == .ascii)
        var canvas = Canvas(size: terminal.size)
        canvas.write("漢 é … ok", column: 0, row: 0)
        terminal.present(canvas)
        #expect(shown(terminal.size)[0] == "?  e ~ ok")
        #expect(pty.take().utf8.allSatisfy { $0 < 0x80 })
    }

    @Test func withoutColourOnlyAttributesAreSent() throws {
        let (pty, terminal) = try make { $0.colour = .never }
        defer { terminal.restore() }
        var canvas = Canvas(size: terminal.size)
        canvas.write("bad", column: 0, row: 0, style: .bad)
        terminal.present(canvas)
        let output = pty.take()
        #expect(output.contains("1m") && !output.contains("[3") && !output.contains("38;5"))
    }

    @Test func unusableTerminalsAreRefused() throws {
        let pty = try #require(PseudoTerminal(columns: 20, rows: 5))
        func error(_ type: String) -> TerminalError? {
            do {
                try NcursesTerminal(options: TerminalOptions(type: type, input: pty.inside, output: pty.inside)).restore()
                return nil
            } catch { return error as? TerminalError }
        }
        #expect(error("no-such-type") == .unknownType("no-such-type"))
        #expect(error("") == .unknownType(""))
        #expect(error("dumb") != nil)
        #expect(error("vt100") == nil)
        #expect(throws: TerminalError.self) { try NcursesTerminal(options: TerminalOptions(type: "xterm", input: 9999)) }
    }

    @Test func widthsAgreeWithTheCLibrary() throws {
        let (_, terminal) = try make()
        defer { terminal.restore() }
        var disagreements = 0
        for value in UInt32(0xA1)..<0xD7A4 {
            guard let scalar = Unicode.Scalar(value), scalar.properties.generalCategory != .unassigned else { continue }
            let theirs = nct_width(wchar_t(value))
            if theirs >= 0, Int(theirs) != TextWidth.of(scalar), Sanitiser.line("a\(scalar)").count > 1 {
                disagreements += 1
            }
        }
        // Newer and older Unicode tables differ in a few symbols; the painter replaces those.
        #expect(disagreements < 200, "\(disagreements) characters")
    }
}
