/// A terminal that shows canvases. The main actor is the user interface thread: terminal libraries are not
/// thread-safe, so everything that touches the screen happens there.
@MainActor
package protocol Terminal: AnyObject {
    var size: Size { get }
    /// The drawing characters this terminal can show.
    var glyphs: Glyphs { get }
    /// Keys, resizes and the end of the terminal, for one consumer. Ends after `restore()`.
    nonisolated var events: AsyncStream<TerminalEvent> { get }
    /// Shows the canvas; cells that did not change are not sent again. A canvas of another size is clipped.
    func present(_ canvas: Canvas)
    /// Sends every cell again with the next `present`, for a screen that something else wrote over.
    func redraw()
    /// Puts a text into the clipboard of the terminal, where it has one and allows that.
    func copy(_ text: String)
    func bell()
    /// Gives the terminal back to the shell until the process is continued.
    func suspend()
    /// Puts the terminal back as it was. Can be called more than once.
    func restore()
}

/// What a terminal has to say.
package enum TerminalEvent: Hashable, Sendable {
    case key(KeyPress)
    /// Text that was pasted, as it came; never keys.
    case paste(String)
    case resized(Size)
    /// The process was asked to end; the owner shuts down in order and calls `restore()`.
    case termination(TerminationSignal)
    /// The process was stopped and goes on; the next `present` draws everything.
    case continued
    /// The terminal went away (closed window, lost connection). Nothing more will come.
    case gone(reason: String)
}

/// The signals that ask a program to end.
package enum TerminationSignal: String, Hashable, Sendable {
    case interrupt = "SIGINT"
    case terminate = "SIGTERM"
    case hangup = "SIGHUP"
}
