import FailoverModel
import TerminalCanvas

/// What stands for and against a kill: the disruption budget, the permission, the dry run, the protection.
struct KillSafetyLines {
    let scene: Scene
    let proposal: KillProposal

    var all: [(name: String, value: StyledText)] {
        var lines = [("budget", budget), ("may", permission), ("dryrun", preview)]
        if let protected = scene.state.protection(ofNamespace: proposal.order.namespace) {
            lines.append(("note", StyledText("\(Sanitiser.line(protected)) is protected by the configuration", .warning)))
        }
        if let kill = scene.state.kills.latest(of: proposal.order.pod), case .unknown = kill.outcome {
            let ago = scene.ago(kill.askedAt)
            lines.append(("before", StyledText("a kill was sent \(ago) ago; not known whether it was carried out", .warning)))
        }
        return lines
    }

    private var isEviction: Bool { proposal.order.kind == .evict }

    private var budget: StyledText {
        guard let pod = scene.state.cluster.record(uid: proposal.order.pod.uid)?.pod else { return scene.dim("unknown") }
        let budgets = scene.state.budgets(of: pod)
        guard let tightest = budgets.first else {
            return scene.dim(scene.state.sources[.budgets].isLive ? "none covers this pod" : "unknown")
        }
        if isEviction, budgets.count > 1 {
            return StyledText("\(budgets.count) budgets cover this pod: the API server refuses to evict it", .bad)
        }
        let allowed = tightest.disruptionsAllowed
        let words = "\(Sanitiser.line(tightest.name)) allows \(allowed > 0 ? "\(allowed) more" : "no disruption")"
        if !isEviction { return StyledText(words) + scene.dim(": a delete does not ask it") }
        return StyledText(words + (allowed > 0 ? "" : ": refused now"), allowed > 0 ? .plain : .bad)
    }

    private var permission: StyledText {
        let what = isEviction ? "evict pods" : "delete pods"
        guard let review = scene.state.permission(for: proposal.order.kind), let isAllowed = review.isAllowed else {
            return scene.dim("whether you may \(what) is not known")
        }
        return isAllowed ? StyledText("you may \(what)") : StyledText("you may not \(what)", .bad)
    }

    private var preview: StyledText {
        switch proposal.preview {
        case nil: scene.dim("asking the API server\(scene.glyphs.ellipsis)")
        case .wouldKill: StyledText("the API server would do it")
        case .unknown(let reason): StyledText("no answer that tells: \(Sanitiser.line(reason))", .warning)
        case .wouldRefuse(let refusal): StyledText("refused: \(Sanitiser.line(refusal.message))", .bad)
        }
    }
}
