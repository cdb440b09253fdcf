import TerminalCanvas

/// The bottom line: the filter being typed, else a notice, else the keys that matter now.
struct FooterPane {
    let scene: Scene
    var moment: ShownMoment = .present

    func draw(_ canvas: inout Canvas, in line: Rect) {
        guard !line.isEmpty else { return }
        if case .filter(let text) = scene.navigation.dialog { return drawFilter(&canvas, text, in: line) }
        if case .recorded(let replay) = moment { return drawReplay(&canvas, replay, in: line) }
        if let notice = scene.navigation.notice, scene.navigation.dialog == nil {
            let sign = notice.isError ? scene.glyphs.cross : scene.glyphs.bullet
            let text = StyledText(" \(sign) \(Sanitiser.line(notice.text))", notice.isError ? .bad : .accent)
            canvas.write(
                text.truncated(to: line.width, ellipsis: scene.glyphs.ellipsis), column: line.column, row: line.row,
                clip: line)
            return
        }
        drawKeys(&canvas, in: line)
    }

    private func drawFilter(_ canvas: inout Canvas, _ text: String, in line: Rect) {
        let shown = Truncation.suffix(Sanitiser.line(text), max(0, line.width - 4))
        let column = canvas.write(StyledText(" /", .key) + StyledText(shown), column: line.column, row: line.row)
        canvas.cursor = Point(column: min(column, line.maxColumn - 1), row: line.row)
        canvas.write("  Enter keep  Esc clear", column: column + 1, row: line.row, style: .dim, clip: line)
    }

    /// `▶ 12.3 / 45.6 s  2×  T5 first token …`, then the keys.
    private func drawReplay(_ canvas: inout Canvas, _ replay: ReplayStatus, in line: Rect) {
        let glyphs = scene.glyphs
        let speed = replay.speed == replay.speed.rounded() ? "\(Int(replay.speed))" : Format.fixed(replay.speed, 2)
        let place = "\(Format.fixed(replay.position.seconds, 1)) / \(Format.fixed(replay.duration.seconds, 1)) s"
        var text = StyledText(replay.isPlaying ? " \(glyphs.pointer) " : " \(glyphs.wall) ", .accent)
        text += StyledText("\(place)  \(speed)\(glyphs.multiply)  ", Style(.plain, bold: true))
        if let mark = replay.mark { text += StyledText(Sanitiser.line(mark) + "  ", .warning) }
        for (key, label) in [("space", replay.isPlaying ? "pause" : "play"), ("[ ]", "marks"), (".", "step"), ("< >", "speed"), ("q", "quit")] {
            text += StyledText(key, .key) + StyledText(" \(label)  ", .dim)
        }
        canvas.write(text.truncated(to: line.width, ellipsis: glyphs.ellipsis), column: line.column, row: line.row, clip: line)
    }

    /// By falling importance while there is room, shown in the order of the keymap.
    private func drawKeys(_ canvas: inout Canvas, in line: Rect) {
        let mode = KeyMode(scene.navigation)
        let isReading = mode == .confirm && !scene.state.takesAnswers
        let bindings = Keymap.bindings.filter {
            $0.modes.contains(mode) && $0.footerRank != nil && !(isReading && $0.action == .confirm)
        }
        var room = line.width - 1
        var kept: Set<String> = []
        for binding in bindings.sorted(by: { ($0.footerRank ?? 0) < ($1.footerRank ?? 0) }) {
            let width = TextWidth.of(text(binding).plain) + 2
            guard width <= room + 2 else { break }
            room -= width
            kept.insert(binding.label)
        }
        var column = line.column + 1
        for binding in bindings where kept.contains(binding.label) {
            column = canvas.write(text(binding), column: column, row: line.row, clip: line) + 2
        }
    }

    private func text(_ binding: KeyBinding) -> StyledText {
        var label = binding.label
        if binding.action == .killActive, let pod = scene.state.activePod { label += " \(pod.letter)" }
        return StyledText(binding.keyLabel, .key) + StyledText(" \(label)", .dim)
    }
}
