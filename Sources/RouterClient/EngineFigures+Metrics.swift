import ClusterModel
import PlainText
import TrafficModel
import WireFormats

extension EngineFigures {
    /// vLLM's names; an engine with several cores has a series for each.
    init(_ page: PrometheusText, of pod: PodIdentity) {
        self.init(
            pod: pod, running: page.sum("vllm:num_requests_running"), waiting: page.sum("vllm:num_requests_waiting"),
            generatedTokens: page.sum("vllm:generation_tokens_total"),
            model: page.samples.lazy.compactMap { $0.labels["model_name"] }.first.map { ANSI.plain($0, limit: 200) },
            isAsleep: page.isAsleep)
    }
}

extension RouterCounters {
    /// Of `vllm-router`, `sglang-router` and Dynamo. Dynamo's migrations are counted by the outcome of each, since its plain
    /// counter also rises where none is allowed.
    init(_ page: PrometheusText) {
        let migrations = "dynamo_frontend_model_migration_duration_seconds_count"
        self.init(
            retries: page.sum("vllm_router_retries_total") ?? page.sum("smg_worker_retries_total"),
            exhausted: page.sum("vllm_router_retries_exhausted_total") ?? page.sum("smg_worker_retries_exhausted_total"),
            migrations: page.sum(migrations) { $0["outcome"] == "success" },
            failedMigrations: page.sum(migrations) { $0["outcome"] == "failure" })
    }
}

extension PrometheusText {
    /// `awake` is 0 in sleep, and the level at which the engine sleeps is 1. nil where it does not say.
    fileprivate var isAsleep: Bool? {
        let states = samples.filter { $0.name == "vllm:engine_sleep_state" && $0.labels["sleep_state"] != nil && $0.value.isFinite }
        guard !states.isEmpty else { return nil }
        return states.contains { $0.labels["sleep_state"] == "awake" ? $0.value == 0 : $0.value > 0 }
    }

    /// Nil where there is no such series with a number.
    fileprivate func sum(_ name: String, where fits: ([String: String]) -> Bool = { _ in true }) -> Double? {
        let values = samples.filter { $0.name == name && $0.value.isFinite && fits($0.labels) }.map(\.value)
        return values.isEmpty ? nil : values.reduce(0, +)
    }
}
