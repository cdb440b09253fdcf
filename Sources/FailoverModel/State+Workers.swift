import ClusterModel
import TrafficModel

extension State {
    /// Every worker that the router lists or counts, with its pod.
    package var workers: [BoardReport.WorkerLine] {
        let ghosts = Set(ghosts.map(\.pod.uid))
        let urls = Set(router.listed.map(\.url)).union(router.workers.map(\.url))
        return urls.sorted().map { url in
            let figures = router.workers.first { $0.url == url }
            let pod = record(worker: url, at: now)
            return BoardReport.WorkerLine(
                url: url, pod: pod?.pod.name, ghost: pod.map { ghosts.contains($0.pod.uid) } ?? false,
                healthy: router.listed.first { $0.url == url }?.isHealthy ?? figures?.isHealthy,
                breaker: figures?.breaker?.rawValue, running: figures.flatMap { trustsRunning($0) ? $0.running : nil },
                waiting: figures?.waiting, failedAttempts: router.failedAttempts[url])
        }
    }
}
