import AsyncHTTPClient
import Foundation
import NIOCore

/// Follows the pods and keeps the pool of engines: ready and not terminating means serving.
struct RouterDiscovery: Sendable {
    private struct ModelList: Decodable {
        struct Model: Decodable {
            var id: String
        }

        var data: [Model]
    }

    var pool: EnginePool
    var log: RouterLog
    var client: HTTPClient

    func run(_ podEvents: AsyncStream<PodEvent>) async {
        for await pod in podEvents {
            if pod.isReady, pod.isTerminating, !pod.isRemoved {
                log.info(
                    "Pod \(pod.name) has ready containers but is terminating - marking as unavailable", .terminating)
            }
            guard pod.isReady, !pod.isTerminating, !pod.isRemoved, !pod.ip.isEmpty else {
                if pool.remove(named: pod.name) { log.info("Serving engine \(pod.name) is deleted", .deleted) }
                continue
            }
            if let known = pool.engine(named: pod.name) {
                if known.ip == pod.ip {
                    if known.isAsleep != pod.isAsleep { pool.add(known.asleep(pod.isAsleep)) }
                    continue
                }
                if pool.remove(named: pod.name) { log.info("Serving engine \(pod.name) is deleted", .deleted) }
            }
            await add(pod)
        }
    }

    private func add(_ pod: PodEvent) async {
        guard let models = await models(of: "\(pod.ip):\(pod.port)") else { return }
        let names = "[" + models.map { "'\($0)'" }.joined(separator: ", ") + "]"
        log.info("Found models on pod \(pod.ip): \(names)", .models)
        log.info("Discovered new serving engine \(pod.name) at \(pod.ip), running models: \(names)", .discovered)
        pool.add(
            EnginePool.Engine(
                podName: pod.name, ip: pod.ip, port: pod.port, isAsleep: pod.isAsleep, models: models,
                created: Int(log.clock.date.timeIntervalSince1970)))
    }

    /// Asks a few times: a pod can become ready a moment before its port answers.
    private func models(of address: String) async -> [String]? {
        let url = "http://\(address)/v1/models"
        for attempt in 1...3 {
            do {
                let response = try await client.execute(HTTPClientRequest(url: url), timeout: .seconds(2))
                let body = try await response.body.collect(upTo: 1 << 20)
                return try JSONDecoder().decode(ModelList.self, from: Data(body.readableBytesView)).data.map(\.id)
            } catch {
                if Task.isCancelled { return nil }
                if attempt == 3 { log.error("Failed to get models from \(url): \(error)", .modelsFailed) }
                try? await log.clock.sleep(for: .milliseconds(100))
            }
        }
        return nil
    }
}

extension EnginePool.Engine {
    fileprivate func asleep(_ isAsleep: Bool) -> Self {
        var engine = self
        engine.isAsleep = isAsleep
        return engine
    }
}
