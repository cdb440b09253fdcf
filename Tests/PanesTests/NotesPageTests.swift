import TerminalCanvas
import TestSupport
import Testing

@testable import Panes

/// The speaker's screen as literal text.
@Suite struct NotesPageTests {
    private static let progress = ShowProgress(
        process: 1, title: "A stream breaks",
        acts: [
            .init(name: "Steady state", notes: "Three engines.\nPoint at the \u{1B}[2Jsessions."),
            .init(name: "The kill", notes: "Read the dialog aloud: it names the pod, its uid, and what will be lost."),
        ], act: 1, startedAt: 1_000, actStartedAt: 1_190)

    @Test func anAct() {
        let canvas = NotesPage.draw(Self.progress, at: 1_245, size: Size(columns: 64, rows: 9), appearance: .utf8)
        let expected = """
              A stream breaks · 4:05 since the start · 0:55 in this act

              2/2 The kill

              Read the dialog aloud: it names the pod, its uid, and what
              will be lost.

              Then: the end.

            """
        #expect(screenDifference(canvas, expected) == nil)
    }

    /// 80×24: the story's next key and caption, and the time to be read from afar.
    @Test func theNextKeyAndALargeClock() {
        var progress = Self.progress
        progress.nextKey = "y"
        progress.nextCaption = "The engine has taken SIGTERM."
        let canvas = NotesPage.draw(progress, at: 1_245, size: Size(columns: 80, rows: 24), appearance: .utf8)
        #expect(canvas.lines.contains("  Next key: y") && canvas.lines.contains("  Next caption: The engine has taken SIGTERM."))
        #expect(canvas.lines.suffix(6).joined().contains("██"), "\(canvas.lines)")
        #expect(NotesPage.lines(progress, at: 1_245).map(\.plain).contains("Next key: y"))
    }

    @Test func whatComesNextAndNothingHostile() {
        var first = Self.progress
        first.act = 0
        let lines = NotesPage.draw(first, at: 900, size: Size(columns: 60, rows: 12), appearance: .utf8).lines
        #expect(lines.contains("  Point at the sessions.") && lines.contains("  Then: The kill"))
        #expect(lines[0].contains("0:00 since the start"), "a clock that was put back is no reason for a negative time")
    }

    @Test func whatKeepsTheStoryFromGoingOn() {
        var halted = Self.progress
        halted.halt = .stopped("it waited in vain for the end of the stream")
        let stopped = NotesPage.lines(halted, at: 1_245).map(\.plain)
        #expect(stopped.contains("Stopped: it waited in vain for the end of the stream."))
        #expect(stopped.last == "On the board . goes on without it, and q ends. It goes on by itself when it comes true.")
        halted.halt = .resting
        #expect(NotesPage.lines(halted, at: 1_245).map(\.plain).last == "Your key: . on the board goes on.")
    }

    @Test func noShow() {
        #expect(NotesPage.lines(nil, at: 0).map(\.plain) == ["No show is running. ", "failtop demo --autoplay starts one."])
        for (columns, rows) in [(0, 0), (1, 1), (5, 2), (200, 60)] {
            let size = Size(columns: columns, rows: rows)
            #expect(NotesPage.draw(Self.progress, at: 1_245, size: size, appearance: .ascii).size == size)
        }
    }
}
