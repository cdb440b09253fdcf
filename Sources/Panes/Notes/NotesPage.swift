import TerminalCanvas

/// The speaker's screen: this act's notes, what comes next, and how much time has passed.
package enum NotesPage {
    /// - Parameter time: Unix time in seconds.
    package static func draw(_ progress: ShowProgress?, at time: Double, size: Size, appearance: Appearance) -> Canvas {
        var canvas = Canvas(size: size)
        let whole = canvas.bounds.inset(columns: size.columns >= 20 ? 2 : 0)
        // The time, to be read from afar.
        let hasClock = progress?.current != nil && size.rows >= leastForClock.rows && size.columns >= leastForClock.columns
        let parts = whole.rows(.flexible(), .fixed(hasClock ? BlockText.height + 1 : 0))
        let page = parts[0]
        if hasClock, let progress {
            let text = BlockText(text: clock(time - progress.startedAt), style: .accent, glyphs: appearance.glyphs)
            text.draw(&canvas, in: parts[1])
        }
        let lines = lines(progress, at: time, dot: " \(appearance.glyphs.separator) ")
            .flatMap { $0.isEmpty ? [StyledText()] : $0.wrapped(to: page.width) }
        for (row, line) in lines.prefix(page.height).enumerated() {
            canvas.write(line, column: page.column, row: page.row + row, clip: page)
        }
        return canvas
    }

    private static let leastForClock = Size(columns: 40, rows: 20)

    /// The same for an output that is no terminal.
    package static func lines(_ progress: ShowProgress?, at time: Double, dot: String = " - ") -> [StyledText] {
        guard let progress, let current = progress.current else {
            return [StyledText("No show is running. "), StyledText("failtop demo --autoplay", .key) + StyledText(" starts one.", .dim)]
        }
        let place = "\(progress.act + 1)/\(progress.acts.count)"
        let times = "\(clock(time - progress.startedAt)) since the start\(dot)\(clock(time - progress.actStartedAt)) in this act"
        var lines = [
            StyledText(Sanitiser.line(progress.title), .title) + StyledText("\(dot)\(times)", .dim), StyledText(),
            StyledText("\(place) ", .key) + StyledText(Sanitiser.line(current.name), Style(.accent, bold: true)), StyledText(),
        ]
        lines += current.notes.split(separator: "\n", omittingEmptySubsequences: false).map { StyledText(Sanitiser.line(String($0))) }
        lines.append(StyledText())
        if let key = progress.nextKey { lines.append(StyledText("Next key: ", .dim) + StyledText(key, .key)) }
        if let caption = progress.nextCaption { lines.append(StyledText("Next caption: ", .dim) + StyledText(Sanitiser.line(caption))) }
        lines.append(next(progress))
        if let halt = progress.halt { lines += [StyledText()] + Self.halt(halt) }
        return lines
    }

    private static func halt(_ halt: ShowProgress.Halt) -> [StyledText] {
        let key = StyledText(".", .key)
        switch halt {
        case .resting: return [StyledText("Your key: ", .dim) + key + StyledText(" on the board goes on.", .dim)]
        case .stopped(let reason):
            return [
                StyledText("Stopped: \(Sanitiser.line(reason)).", Style(.bad, bold: true)),
                StyledText("On the board ", .dim) + key + StyledText(" goes on without it, and ", .dim) + StyledText("q", .key)
                    + StyledText(" ends. It goes on by itself when it comes true.", .dim),
            ]
        }
    }

    private static func next(_ progress: ShowProgress) -> StyledText {
        guard let next = progress.next else { return StyledText("Then: the end.", .dim) }
        return StyledText("Then: ", .dim) + StyledText(Sanitiser.line(next.name), Style(.plain, bold: true))
    }

    /// `4:05`.
    private static func clock(_ seconds: Double) -> String { Format.countdown(.seconds(max(0, seconds.rounded(.down)))) }
}
