import ClusterModel
import TerminalCanvas
import TrafficModel

/// Which pods made what is on the screen, how many tokens each, and how long nothing came between them: `A 61 ✂ 0.150 s → B 126`.
/// It stays where it is while the text below it scrolls on.
struct StreamLedger {
    let scene: Scene
    let story: [StreamRecord]

    /// One for each pod's part, with how it came to be; empty where one pod made all of it and nothing broke.
    private var parts: [StyledText] {
        var parts: [StyledText] = []
        var lastToken: Moment?
        var isBroken = false
        for record in story {
            for (run, counted) in zip(record.runs, record.tokensByRun) {
                guard let first = record.chunks[run.range].first, let end = record.chunks[run.range].last else { continue }
                let gap = lastToken.map { StyledText(" \(Format.seconds(first.at - $0)) \(scene.glyphs.arrow) ", .warning) }
                parts.append((gap ?? StyledText()) + scene.letter(run.pod) + StyledText(" \(counted.tokens)"))
                lastToken = end.at
            }
            guard record.outcome.isBreak, !record.chunks.isEmpty else { continue }
            parts[parts.count - 1] += StyledText(" \(scene.glyphs.cut)", Style(.bad, bold: true))
            isBroken = true
        }
        return isBroken || parts.count > 1 ? parts : []
    }

    /// The latest parts that fit; nil where there is nothing to tell.
    func line(width: Int) -> StyledText? {
        var shown = parts
        let count = shown.count
        guard count > 0 else { return nil }
        while shown.count > 1, shown.map(\.width).reduce(1, +) > width { shown.removeFirst() }
        let start = shown.count < count ? scene.dim(String(scene.glyphs.ellipsis)) : StyledText()
        return shown.reduce(into: start) { $0 += $1 }
    }
}
