import ClusterModel
import PlainText
import TrafficModel
import WireFormats

/// The samples of an engine's own metrics page, by vLLM's names or SGLang's. Ray Serve writes vLLM's as `ray_vllm:…`, newer ones
/// as `ray_vllm_…`. An engine with several cores has a series for each.
struct EnginePage {
    private let samples: [String: [PrometheusText.Sample]]

    init(_ page: PrometheusText) {
        var samples: [String: [PrometheusText.Sample]] = [:]
        for sample in page.samples where sample.value.isFinite {
            guard let name = Self.name(sample.name) else { continue }
            samples[name, default: []].append(sample)
        }
        self.samples = samples
    }

    private static func name(_ name: String) -> String? {
        for prefix in ["ray_vllm:", "ray_vllm_"] where name.hasPrefix(prefix) { return "vllm:" + name.dropFirst(prefix.count) }
        return name.hasPrefix("vllm:") || name.hasPrefix("sglang:") ? name : nil
    }

    /// The sum of the first of these that the page has.
    func sum(_ names: String..., where fits: ([String: String]) -> Bool = { _ in true }) -> Double? {
        for name in names {
            if let values = values(name, fits) { return values.reduce(0, +) }
        }
        return nil
    }

    func max(_ names: String...) -> Double? { names.lazy.compactMap { values($0) { _ in true } }.first?.max() }

    private func values(_ name: String, _ fits: ([String: String]) -> Bool) -> [Double]? {
        let values = samples[name, default: []].filter { fits($0.labels) }.map(\.value)
        return values.isEmpty ? nil : values
    }

    /// Sums by the value of a label; labels are text from outside.
    func sums(_ name: String, by label: String) -> [String: Double]? {
        let found = samples[name, default: []].prefix(64).compactMap { sample in
            sample.labels[label].map { (ANSI.plain($0, limit: 64), sample.value) }
        }
        return found.isEmpty ? nil : Dictionary(found, uniquingKeysWith: +)
    }

    /// Of the first of these that the page has.
    func histogram(_ names: String...) -> LatencyHistogram? {
        for name in names {
            guard let count = sum("\(name)_count") else { continue }
            let buckets = samples["\(name)_bucket", default: []].compactMap { sample in
                sample.labels["le"].flatMap(Double.init).map { ($0, sample.value) }
            }
            let sums = Dictionary(buckets.filter { $0.0.isFinite }, uniquingKeysWith: +)
            return LatencyHistogram(buckets: sums.map { (bound: $0.key, count: $0.value) }, count: count)
        }
        return nil
    }

    var model: String? {
        ["vllm:num_requests_running", "sglang:num_running_reqs"].lazy.compactMap { samples[$0]?.first?.labels["model_name"] }.first
            ?? samples.values.lazy.compactMap { $0.first?.labels["model_name"] }.first
    }

    /// `awake` is 0 in sleep, and the level at which the engine sleeps is 1. nil where it does not say.
    var isAsleep: Bool? {
        let states = samples["vllm:engine_sleep_state", default: []].filter { $0.labels["sleep_state"] != nil }
        guard !states.isEmpty else { return nil }
        return states.contains { $0.labels["sleep_state"] == "awake" ? $0.value == 0 : $0.value > 0 }
    }
}
