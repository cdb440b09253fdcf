import ClusterModel
import IncidentModel
import TrafficModel

extension Diagnosis {
    /// Whether a broken answer can be continued, by requests that did so: the way that is named is the one that was gone.
    var resumeCheck: Check {
        let title = Self.resumeTitle
        let tried = conversations.probes.filter { $0.request.resumption != nil && !$0.isOpen }
        guard let probe = tried.last, let form = probe.request.resumption?.form else {
            return Check("resume", title, .skip, "not tried")
        }
        let evidence = tried.suffix(3).map { Evidence("request \($0.id)", "outcome", $0.outcome.sentence, at: $0.endedAt.map(wall)) }
        let noIDs = tried.contains(where: \.refusesTokenIDs) ? "a prompt of token ids is refused" : "the server gives no token ids"
        let seam = "\(noIDs), so that the tokens at the seam may differ"
        switch (form, probe.outcome.isComplete) {
        case (.tokenIDs, true):
            return Check(
                "resume", title, .pass, "exactly: return_token_ids works, and a prompt of token ids is continued", evidence: evidence)
        case (.assistantMessage, true): return Check("resume", title, .pass, "continue_final_message works; \(seam)", evidence: evidence)
        case (.prompt, true): return Check("resume", title, .pass, "the prompt with the text behind it is continued; \(seam)", evidence: evidence)
        case (.renderedPrompt, true):
            return drops("chats are resumed as completions instead, which works; \(seam)", evidence)
        case (.renderedPrompt, false):
            return drops("resuming it as a completion fails too: \(probe.outcome.sentence)", evidence)
        case (.assistantMessage, false) where probe.dropsGenerationPrompt:
            return drops("whether it is resumed as a completion was not tried", evidence)
        case (.tokenIDs, false), (.assistantMessage, false), (.prompt, false):
            return Check("resume", title, .warn, probe.outcome.sentence, evidence: evidence)
        }
    }

    private static let resumeTitle = "a broken answer can be resumed"

    private func drops(_ words: String, _ evidence: [Evidence]) -> Check {
        Check(
            "resume", Self.resumeTitle, .warn, "the router drops add_generation_prompt; \(words)", evidence: evidence,
            remedy: "use a router that passes unknown fields, or --api completions", cause: .misconfiguredRouting)
    }
}
