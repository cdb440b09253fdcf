import ProbeModel
import TerminalCanvas

extension Scene {
    /// What the sessions of our own cost, and how many engines have one where not all do; nil where nothing is asked.
    var probes: StyledText? {
        let probes = state.probes
        guard probes.settings.isOn else { return nil }
        let count = state.cluster.readyEngines.count
        let words = probes.pause.map { StyledText("wait: \($0.words)", .warning) }
            ?? StyledText("\(Format.grouped(probes.tokensPerMinute)) tok/min", .dim)
        return StyledText(probes.seats.count < count ? "\(probes.seats.count)/\(count) " : "", .warning) + words
    }
}
