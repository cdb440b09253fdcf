import ClusterModel
import FailoverModel
import Logging
import TrafficModel

/// What a run tells its log: how it began, and what of its sources and kills a bug report needs. No text of a request or an answer.
struct RunLog: Sendable {
    let logger: Logger

    func began(_ start: Start, record: String?) {
        logger.info("\(Version.text) begins run \(start.runID)", metadata: ["recording": "\(record ?? "none")"])
    }

    func note(_ event: Event) {
        switch event.fact {
        case .kubernetes(.connected(let place)):
            logger.info("connected to \(place.context)/\(place.namespace), \(place.version ?? "version unknown")")
        case .kubernetes(.source(let source, let state)), .router(.source(let source, let state)):
            logger.log(level: state.isLive ? .info : .warning, "source \(source.rawValue): \(state)")
        case .kubernetes(.killRequested(let order, _)): logger.notice("kill asked: \(order.kind.rawValue) \(order.pod.name) \(order.pod.uid)")
        case .kubernetes(.killAccepted(let order)): logger.notice("kill accepted: \(order.pod.name)")
        case .kubernetes(.killRefused(let order, let reason)): logger.warning("kill refused: \(order.pod.name): \(reason.message)")
        case .kubernetes(.killUnknown(let order, let reason)): logger.error("kill not known: \(order.pod.name): \(reason)")
        case .notifyFailed(let reason): logger.error("--notify: \(reason)")
        default: break
        }
    }

    func ended(_ error: (any Error)?) {
        if let error { logger.error("the run ended: \(error)") } else { logger.info("the run ended") }
    }
}
