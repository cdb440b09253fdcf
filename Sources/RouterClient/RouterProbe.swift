import ClusterModel
import PlainText
import TrafficModel
import WireFormats

/// One of the things that a router is asked for: where, and how its answer is read.
enum RouterProbe: CaseIterable {
    case health
    case metrics
    case engines
    case models

    /// `/health` of `vllm-router` fails as soon as one worker is unhealthy, and that of `sglang-router` never: there,
    /// readiness is asked.
    func path(of dialect: RouterDialect?) -> String {
        switch (self, dialect) {
        case (.health, .vllmRouter), (.health, .sglangRouter): "/readiness"
        case (.health, _): "/health"
        case (.metrics, _): "/metrics"
        case (.engines, .vllmRouter), (.engines, .sglangRouter): "/workers"
        // It has no list of its own; its health names the instances.
        case (.engines, .dynamo): "/health"
        case (.engines, _): "/engines"
        case (.models, _): "/v1/models"
        }
    }

    /// Metrics on a port of their own are read there.
    func applies(to dialect: RouterDialect?) -> Bool {
        self != .metrics || dialect?.hasMetricsPort != true
    }

    /// The source that it feeds. Models have none: who needs one hears of it when a request is sent.
    var source: Source? {
        switch self {
        case .health: .routerHealth
        case .metrics: .routerMetrics
        case .engines: .routerEngines
        case .models: nil
        }
    }

    /// What an answer means.
    func reading(_ answer: RouterAnswer, of dialect: RouterDialect?, latency: Duration) -> Reading {
        if self == .health { return healthReading(answer, latency: latency) }
        switch answer.obstacle {
        case .forbidden(let reason): return Reading(outcome: .forbidden(reason))
        case .failure(let reason): return Reading(outcome: .failed(reason))
        case nil: break
        }
        guard let facts = facts(answer, of: dialect) else {
            return Reading(outcome: .failed("not what \(path(of: dialect)) of a router answers: \(answer.quote)"))
        }
        return Reading(outcome: .succeeded, facts: facts)
    }

    /// LiteLLM's: `"I'm alive!"`.
    static let liveness = "/health/liveliness"

    struct Reading: Equatable {
        var outcome: Outcome
        var facts: [RouterFact]

        /// The path is not there.
        var isMissing: Bool { facts.contains { if case .health(let health) = $0 { health.status == 404 } else { false } } }

        var isHealthy: Bool { facts.contains { if case .health(let health) = $0 { health.isHealthy } else { false } } }

        init(outcome: Outcome, facts: [RouterFact] = []) {
            self.outcome = outcome
            self.facts = facts
        }
    }

    enum Outcome: Equatable {
        case succeeded
        case failed(String)
        case forbidden(String)
    }

    /// A router that says it is not well was reached all the same: the source is live, its health is not.
    private func healthReading(_ answer: RouterAnswer, latency: Duration) -> Reading {
        func health(_ problem: String?) -> RouterFact {
            let isProxys = answer.status == 403 && answer.apiServerMessage != nil
            return .health(
                RouterHealth(
                    status: answer.status, latency: latency, problem: problem, isForbiddenByProxy: isProxys ? true : nil))
        }
        switch answer.obstacle {
        case .forbidden(let reason): return Reading(outcome: .forbidden(reason), facts: [health(reason)])
        case .failure(let reason):
            let isOthers = answer.isHTML || answer.apiServerMessage != nil || answer.isOfTheWay
            let isRouters = !isOthers && answer.status != 404
            return Reading(outcome: isRouters ? .succeeded : .failed(reason), facts: [health(reason)])
        case nil:
            return Reading(outcome: .succeeded, facts: [health(bodyProblem(answer))])
        }
    }

    /// Known healthy bodies: `{"status":"healthy"}`, `OK`, `All servers healthy`, and none at all.
    private func bodyProblem(_ answer: RouterAnswer) -> String? {
        let first = answer.body.first { $0 > 0x20 }
        guard first == UInt8(ascii: "{") || first == UInt8(ascii: "[") else { return nil }
        // Where only the API is passed on, its list of models is the health.
        if answer.decoded(ModelList.self) != nil { return nil }
        guard let health = answer.decoded(HealthBody.self) else { return "not a health answer: \(answer.quote)" }
        let status = health.status.lowercased()
        return ["healthy", "ok", "ready", "up"].contains(status) ? nil : "status: \(ANSI.plain(health.status, limit: 60))"
    }

    private func facts(_ answer: RouterAnswer, of dialect: RouterDialect?) -> [RouterFact]? {
        switch self {
        case .health: nil
        case .metrics:
            PrometheusText(answer.body).nonEmpty.map { RouterFact.all(in: $0) }
        case .engines:
            switch dialect {
            case .vllmRouter, .sglangRouter: answer.decoded(WorkerList.self).map { [.listed($0.listed)] }
            case .dynamo: answer.decoded(InstanceList.self).map { [.instances($0.known)] }
            case .productionStack, .custom, .envoy, .haproxy, .nginx, nil:
                answer.decoded([Engine].self).map { [.engines($0.map { ANSI.plain($0.engineID, limit: 200) })] }
            }
        case .models:
            answer.decoded(ModelList.self).map { [.models($0.data.map { ANSI.plain($0.id, limit: 200) })] }
        }
    }
}

/// `{"status":"healthy"}`.
private struct HealthBody: Decodable {
    var status: String
}

/// `[{"engine_id":"38cd…","serving_models":["m"],"created":1795464359}]`.
private struct Engine: Decodable {
    var engineID: String

    enum CodingKeys: String, CodingKey { case engineID = "engine_id" }
}

/// `{"object":"list","data":[{"id":"m",…}]}`.
private struct ModelList: Decodable {
    struct Model: Decodable {
        var id: String
    }

    var data: [Model]
}

extension PrometheusText {
    /// Nil for a page that is no metrics page at all; an empty page is one.
    fileprivate var nonEmpty: PrometheusText? {
        samples.isEmpty && garbageLines > 0 ? nil : self
    }
}
