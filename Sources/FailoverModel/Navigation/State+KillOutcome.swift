import ClusterModel
import IncidentModel

extension State {
    /// What the operator reads of a kill's answer.
    mutating func noticeOutcome(of order: KillOrder) {
        guard let kill = kills.latest(of: order.pod) else { return }
        switch kill.outcome {
        case .asked, .lapsed: break
        case .accepted: notice("killed \(kill.podWords) (\(order.kind.rawValue))")
        case .refused(let refusal): error("nothing killed: \(order.pod.name): \(refusal.message)")
        case .unknown(let reason, _) where kill.endSeenAt == nil:
            error("not known whether it was killed: \(kill.podWords): \(reason)")
        case .unknown(let reason, _):
            notice("\(kill.podWords) goes: it was killed, though the API's answer was lost (\(reason))")
        }
    }
}
