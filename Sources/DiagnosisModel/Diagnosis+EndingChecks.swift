import ClusterModel
import IncidentModel
import TrafficModel

/// How the engine of the latest incident left its streams. vLLM does not drain by default: what it is asked to stop for (SIGTERM), its
/// clients see as silence, as an error event or as the finish reason `abort`.
extension Diagnosis {
    /// With a grace of a second nobody expects an answer to be finished.
    private static let leastGrace = 2

    func endingCheck(_ incident: Incident) -> Check? {
        guard let part = lostPart(of: incident), let ended = part.endedAt, let record = cluster.record(uid: incident.pod.uid),
            let left = record.leftAt, left <= ended, let words = words(of: part, record)
        else { return nil }
        let grace = record.deletionGracePeriod.map { ", grace \($0) s" } ?? ""
        return Check(
            words.id, "engines end their streams when they stop", .fail, "\(incident.letter) was asked to stop (SIGTERM), \(words.detail)",
            evidence: [
                Evidence("pod/\(incident.pod.name)", "stage", "\(record.stage.rawValue)\(grace)", at: wall(left)),
                Evidence("request \(part.id)", "outcome", part.outcome.sentence, at: wall(ended)),
            ],
            remedy: stopRemedy(record))
    }

    private func words(of part: StreamRecord, _ record: PodRecord) -> (id: String, detail: String)? {
        if case .stalled(after: let silence, isStopping: true) = part.outcome { return ("hang", "left its connection open and sent nothing more for \(silence.inWords)") }
        guard record.deletionGracePeriod ?? 0 > Self.leastGrace else { return nil }
        if let error = part.errorEvent { return ("ended-early", "and ended its stream with an error event: \(error)") }
        if let reason = part.finishReason, ["abort", "error"].contains(reason) {
            return ("ended-early", "and ended its stream with the finish reason \(reason)")
        }
        return nil
    }

    /// What of the answer was in the making on the pod, and was lost.
    private func lostPart(of incident: Incident) -> StreamRecord? {
        conversations.answer(in: incident)?.parts.last { $0.routes.last?.pod == incident.pod && $0.outcome.isBreak }
    }

    private func stopRemedy(_ record: PodRecord) -> String {
        ShutdownPlan(record)?.remedy ?? "let it drain on SIGTERM, within the pod's terminationGracePeriodSeconds"
    }

    /// A container that ended by itself under a stream. vLLM's exit code is 0 when its core has died.
    func diedCheck(_ incident: Incident) -> Check? {
        guard case .crashed(let end) = incident.cause, end.reason != "OOMKilled", let part = lostPart(of: incident) else { return nil }
        let isCore = part.errorEvent.map { $0.contains("EngineCore") || $0.contains("EngineDeadError") } ?? false
        let what =
            if isCore {
                "the process that makes the tokens (EngineCore) died under its stream; exit code \(end.exitCode) does not show it"
            } else if end.exitCode == 137 {
                "its process was killed (SIGKILL) though nobody deleted the pod; nothing says that it was for its memory"
            } else {
                "its process ended by itself"
            }
        return Check(
            "died", "engines keep their streams", .fail, "\(incident.letter) crashed: \(what)",
            evidence: [
                Evidence(
                    "pod/\(incident.pod.name)", "lastState.terminated", "\(end.reason ?? "exit") (exit code \(end.exitCode))", at: end.finishedAt),
                Evidence("request \(part.id)", "outcome", part.outcome.sentence, at: part.endedAt.map(wall)),
            ],
            remedy: "read its last words: kubectl logs \(incident.pod.name) --previous"
                + (isCore ? " (the cause stands above EngineDeadError)" : end.exitCode == 137 ? ", and the node's: kubectl describe node, dmesg" : ""))
    }
}
