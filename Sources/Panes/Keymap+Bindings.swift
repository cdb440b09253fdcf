import TerminalCanvas

extension Keymap {
    /// In the order of the footer and the help.
    package static let bindings: [KeyBinding] = past + board + motions + dialogs + everywhere

    /// What only looks: at the present, and at what was.
    private static let looking: Set<KeyMode> = [.board, .past]

    private static let board: [KeyBinding] = [
        KeyBinding([.character("s")], "s", .send, "send", "Send the watched session's request; while it streams, one more in a session of its own.", footer: 1),
        KeyBinding([.character("w")], "w", .answers, "answers", "Which answers are shown beside each other, and the end of one.", modes: looking),
        KeyBinding([.character("x")], "x", .killActive, "kill", "Kill the pod that serves the session; asks.", footer: 2),
        KeyBinding([.character("X")], "X", .killChosen, "choose", "Choose the engine and the kind of kill.", footer: 5),
        KeyBinding(
            [.character("a")], "a", .toggleArmed, "arm", "Arm or disarm: only an armed board can kill.", footer: 6),
        KeyBinding([.tab], "Tab", .focusNext, "pane", "Go to the next pane.", modes: looking, footer: 7),
        KeyBinding([.backTab], "Shift-Tab", .focusPrevious, "back", "Go to the pane before.", modes: looking),
        KeyBinding([.character("1")], "1", .zoom(.pods), "pods", "Pods full screen; again to go back.", modes: looking),
        KeyBinding([.character("2")], "2", .zoom(.sessions), "sessions", "Sessions full screen; again to go back.", modes: looking),
        KeyBinding([.character("3")], "3", .zoom(.stream), "stream", "Stream full screen; again to go back.", modes: looking),
        KeyBinding([.character("4")], "4", .zoom(.failover), "failover", "Failover full screen; again to go back.", modes: looking),
        KeyBinding([.character("/")], "/", .filter, "filter", "Show only the pods and sessions with this text.", modes: looking, footer: 9),
        KeyBinding([.enter], "Enter", .details, "details", "All that is known of the selected row.", modes: looking, footer: 8),
        KeyBinding([.character("l")], "l", .podLog, "log", "The log of the selected pod's container.", modes: looking),
        KeyBinding([.character("y")], "y", .describe, "describe", "All that is known of the selected pod, its events in order.", modes: looking),
        KeyBinding([.character("S")], "S", .sortPods, "sort", "Sort the pods by the next column, after the last by their letters.", modes: looking),
        KeyBinding(
            [.character(" ")], "space", .pause, "pause", "Pause; facts still arrive.", footer: 10),
        KeyBinding([.character("<")], "<", .slower, "slow", "Slow motion: playback falls behind live."),
        KeyBinding([.character(",")], ",", .stepBack, "step back", "Pause, one event back."),
        KeyBinding([.left], "Left", .seek(seconds: -5), "5 s back", "Pause, five seconds back."),
        KeyBinding([.character("P")], "P", .present, "present", "Presenter mode, large for a room; again to go back.", modes: looking, footer: 14),
        KeyBinding([.character("0")], "0", .startOver, "start over", "Start over: the stream is cleared, earlier incidents leave the panes.", modes: looking),
        KeyBinding([.character("R")], "R", .fallBack, "recording", "Show a recording in place of the run; again to go back.", modes: looking),
        KeyBinding(
            [.character(".")], ".", .nextCue, "next", "On with the story (demo --autoplay): ends a pause (--step), or goes on where it stopped.",
            modes: [.board, .confirm, .chooser, .faults, .incidents, .help, .details, .diagnosis]),
        KeyBinding([.character("i")], "i", .incidents, "incidents", "List the incidents.", modes: looking, footer: 11),
        KeyBinding([.character("[")], "[", .previousIncident, "earlier", "Show the incident before.", footer: 12),
        KeyBinding([.character("]")], "]", .nextIncident, "later", "Show the incident after, or follow the newest.", footer: 13),
        KeyBinding(
            [.character("c")], "c", .copy, "copy", "Copy the incident's summary, one line, to the clipboard (OSC 52).",
            modes: [.board, .incidents]),
        KeyBinding(
            [.character("F")], "F", .faults, "fault", "Make an engine of the embedded cluster go wrong (demo only)."),
        KeyBinding(
            [.character("d")], "d", .diagnosis, "diagnosis", "What is wrong, or may go wrong: causes, evidence, remedies.", modes: looking, footer: 5),
        KeyBinding([.character("t")], "t", .lesson, "lesson", "The sheet of the lesson (train only)."),
        KeyBinding([.character("?"), .function(1)], "?", .help, "help", "Show the keys.", modes: looking, footer: 3),
        KeyBinding([.character("q")], "q", .quit, "quit", "End.", modes: looking, footer: 4),
        KeyBinding([.escape], "Esc", .dismiss, "back", "Leave the full screen, else clear the filter."),
    ]

    /// The keys of a replay, on what this run has seen so far. Nothing here can send or kill.
    private static let past: [KeyBinding] = [
        KeyBinding([.character(" ")], "space", .pause, "hold/live", "Back to the present; in slow motion, hold.", modes: [.past], footer: 1),
        KeyBinding([.character(".")], ".", .step, "step", "One event forward.", modes: [.past], footer: 3),
        KeyBinding([.character(",")], ",", .stepBack, "back", "One event back.", modes: [.past], footer: 4),
        KeyBinding([.character("[")], "[", .previousMark, "mark before", "To the mark before.", modes: [.past], footer: 5),
        KeyBinding([.character("]")], "]", .nextMark, "next mark", "To the next mark.", modes: [.past], footer: 6),
        KeyBinding([.left], "Left", .seek(seconds: -5), "5 s back", "Five seconds back.", modes: [.past]),
        KeyBinding([.right], "Right", .seek(seconds: 5), "5 s on", "Five seconds forward.", modes: [.past]),
        KeyBinding([.character("<")], "<", .slower, "slower", "Run on from here, half as fast.", modes: [.past], footer: 7),
        KeyBinding([.character(">")], ">", .faster, "faster", "Run on from here; again: twice as fast.", modes: [.past], footer: 8),
        KeyBinding([.escape], "Esc", .live, "live", "Back to the present.", modes: [.past], footer: 2),
    ]

    private static let readers: Set<KeyMode> = [.board, .past, .help, .details, .diagnosis, .log, .chooser, .incidents, .answers, .faults, .lesson]

    private static let motions: [KeyBinding] = [
        KeyBinding(
            [.up, .character("k")], "Up", .move(.up), "up", "One row up; also k and the wheel.",
            modes: readers),
        KeyBinding(
            [.down, .character("j")], "Down", .move(.down), "down",
            "One row down; also j and the wheel.", modes: readers),
        KeyBinding([.pageUp], "PgUp", .move(.pageUp), "page up", "Ten rows up.", modes: readers),
        KeyBinding([.pageDown], "PgDn", .move(.pageDown), "page down", "Ten rows down.", modes: readers),
        KeyBinding([.home], "Home", .move(.home), "first", "To the beginning.", modes: readers),
        KeyBinding([.end], "End", .move(.end), "last", "To the end.", modes: readers),
    ]

    private static let dialogs: [KeyBinding] = [
        KeyBinding(
            [.escape, .enter, .character("q"), .character("?")], "Esc", .dismiss, "close", "Close; also Enter and q.",
            modes: [.help, .details, .diagnosis], footer: 1),
        KeyBinding([.escape, .enter, .character("q"), .character("l")], "Esc", .dismiss, "close", "Close; also Enter, q and l.", modes: [.log], footer: 1),
        KeyBinding([.character("/")], "/", .filter, "filter", "Show only the lines with this text.", modes: [.log], footer: 2),
        KeyBinding([.character("p")], "p", .previousLog, "previous", "The log of the container's run before, or of the present one.", modes: [.log], footer: 3),
        KeyBinding([.character("f")], "f", .faultLine, "fault", "To the last line before the fault; End follows again.", modes: [.log], footer: 4),
        KeyBinding([.character("h")], "h", .hint, "hint", "Show the next hint (train only).", modes: [.board, .lesson]),
        KeyBinding([.character("y")], "y", .quit, "leave", "Leave the lesson before its end.", modes: [.leaving], footer: 1),
        KeyBinding(
            [.character("n"), .escape, .enter, .character("q")], "n", .dismiss, "stay", "Go on with the lesson: the default; also Enter, Esc and q.",
            modes: [.leaving], footer: 2),
        KeyBinding(
            [.escape, .enter, .character("q"), .character("t")], "Esc", .dismiss, "board", "To the board; also Enter, q and t.",
            modes: [.lesson], footer: 1),
        KeyBinding([.character("y")], "y", .confirm, "kill", "Kill the pod; not taken in the question's first 0.3 s.", modes: [.confirm], footer: 1),
        KeyBinding(
            [.character("n"), .escape, .enter, .character("q")], "n", .dismiss, "no",
            "Kill nothing: the default; also Enter, Esc and q.", modes: [.confirm], footer: 2),
        KeyBinding([.enter], "Enter", .confirm, "done", "Done.", modes: [.filter, .typing, .chooser], footer: 1),
        KeyBinding([.enter], "Enter", .confirm, "show", "Show the chosen incident.", modes: [.incidents], footer: 1),
        KeyBinding([.enter, .character(" ")], "Enter", .confirm, "show/hide", "Show the chosen answer, or hide it; also space.", modes: [.answers], footer: 1),
        KeyBinding([.character("c")], "c", .cancelAnswer, "cancel it", "End the chosen answer.", modes: [.answers], footer: 2),
        KeyBinding([.escape, .character("q"), .character("w")], "Esc", .dismiss, "close", "Close; also q and w.", modes: [.answers], footer: 3),
        KeyBinding([.enter], "Enter", .confirm, "do it", "Make the chosen fault.", modes: [.faults], footer: 1),
        KeyBinding(
            [.escape], "Esc", .dismiss, "cancel", "Cancel.", modes: [.filter, .typing, .chooser, .incidents, .faults], footer: 2),
        KeyBinding([.character("q")], "q", .dismiss, "cancel", "Cancel.", modes: [.chooser, .incidents, .faults]),
        KeyBinding(
            [.backspace, .delete], "Backspace", .erase, "erase", "Erase one character.", modes: [.filter, .typing]),
        KeyBinding(
            [.tab, .left, .right], "Tab", .nextChoice, "kind", "The next kind of kill.", modes: [.chooser], footer: 3),
        KeyBinding([.tab, .left, .right], "Tab", .nextChoice, "engine", "The next engine.", modes: [.faults], footer: 3),
    ]

    private static let everywhere: [KeyBinding] = [
        KeyBinding([.control("l")], "Ctrl-L", .redraw, "redraw", "Draw the screen again.", modes: Set(KeyMode.allCases)),
        KeyBinding([.control("z")], "Ctrl-Z", .suspend, "stop", "Back to the shell; fg continues.", modes: Set(KeyMode.allCases)),
        KeyBinding([.control("c")], "Ctrl-C", .interrupt, "end", "End at once.", modes: Set(KeyMode.allCases)),
    ]
}
