import ClusterModel
import PlainText
import TrafficModel
import WireFormats

extension EngineFigures {
    /// By the names of vLLM 0.32, of older ones, and of SGLang.
    init(_ page: PrometheusText, of pod: PodIdentity) {
        let page = EnginePage(page)
        let reasons = page.sums("vllm:num_requests_waiting_by_reason", by: "reason")
        self.init(
            pod: pod, running: page.sum("vllm:num_requests_running", "sglang:num_running_reqs"),
            waiting: page.sum("vllm:num_requests_waiting", "sglang:num_queue_reqs") ?? reasons.map { $0.values.reduce(0, +) },
            generatedTokens: page.sum("vllm:generation_tokens_total", "sglang:generation_tokens_total"),
            model: page.model.map { ANSI.plain($0, limit: 200) }, isAsleep: page.isAsleep)
        waitingByReason = reasons
        tokenRate = page.sum("sglang:gen_throughput")
        cacheUsage = page.max("vllm:kv_cache_usage_perc", "vllm:gpu_cache_usage_perc", "sglang:token_usage")
        aborts =
            page.sum("vllm:request_success_total") { $0["finished_reason"] == "abort" } ?? page.sum("sglang:num_aborted_requests_total")
        firstToken = page.histogram("vllm:time_to_first_token_seconds", "sglang:time_to_first_token_seconds")
        interToken = page.histogram(
            "vllm:inter_token_latency_seconds", "vllm:time_per_output_token_seconds", "sglang:inter_token_latency_seconds",
            "sglang:time_per_output_token_seconds")
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
    /// Nil where there is no such series with a number.
    fileprivate func sum(_ name: String, where fits: ([String: String]) -> Bool = { _ in true }) -> Double? {
        let values = samples.filter { $0.name == name && $0.value.isFinite && fits($0.labels) }.map(\.value)
        return values.isEmpty ? nil : values.reduce(0, +)
    }
}
