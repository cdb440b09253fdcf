import DiagnosisModel
import TerminalCanvas

/// What is wrong with the stack or may go wrong: every check that does not pass, with its evidence and what to change.
struct DiagnosisDialog {
    let scene: Scene
    let scroll: Int

    func draw(_ canvas: inout Canvas) {
        let answer = StyledText("Esc", .key) + scene.dim(" close  ") + StyledText("Up/Down", .key) + scene.dim(" scroll")
        DialogFrame(scene: scene, title: scene.title("Diagnosis"), lines: lines, answer: answer, scroll: scroll)
            .draw(&canvas)
    }

    private var lines: [StyledText] {
        let checks = scene.state.checks
        let shown = checks.filter { $0.status == .fail } + checks.filter { $0.status == .warn }
        let passed = checks.count { $0.status == .pass }
        let skipped = checks.count { $0.status == .skip }
        let summary = scene.dim("\(passed) checks pass, \(skipped) could not be made.")
        guard !shown.isEmpty else { return [StyledText("Nothing points to a cause.", .good), summary] }
        return shown.flatMap { words($0) + [StyledText()] } + [summary]
    }

    private func words(_ check: Check) -> [StyledText] {
        let style: Style = check.status == .fail ? .bad : .warning
        let glyph = check.status == .fail ? scene.glyphs.cross : scene.glyphs.hollow
        var lines = [StyledText("\(glyph) \(Sanitiser.line(check.title)): ", style) + StyledText(Sanitiser.line(check.detail))]
        if let cause = check.cause { lines.append(scene.dim("  cause    ") + StyledText(cause.rawValue, Style(.accent, bold: true))) }
        for evidence in check.evidence {
            let at = evidence.at.map { " at \(Format.clock($0, offset: scene.state.start.utcOffset, milliseconds: false))" } ?? ""
            lines.append(
                scene.dim("  evidence ") + StyledText(Sanitiser.line("\(evidence.object) \(evidence.field): \(evidence.value)"))
                    + scene.dim(at))
        }
        if let remedy = check.remedy { lines.append(scene.dim("  change   ") + StyledText(Sanitiser.line(remedy))) }
        return lines
    }
}
