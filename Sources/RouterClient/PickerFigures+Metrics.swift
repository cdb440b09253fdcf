import ClusterModel
import PlainText
import TrafficModel
import WireFormats

extension PickerFigures {
    /// Of llm-d's endpoint picker, and by the names of the Gateway API Inference Extension, which it came from.
    init(_ page: PrometheusText, of pod: PodIdentity) {
        var picks: [String: Double] = [:]
        self.init(pod: pod)
        for sample in page.samples where sample.value.isFinite && sample.value >= 0 {
            switch sample.name {
            case "llm_d_epp_scheduler_attempts_total", "inference_extension_scheduler_attempts_total":
                guard sample.labels["status"] != "failure" else {
                    failed = (failed ?? 0) + sample.value
                    continue
                }
                guard let name = Self.podName(sample.labels), picks[name] != nil || picks.count < Self.limit else { continue }
                picks[name, default: 0] += sample.value
            case "llm_d_epp_ready_endpoints", "inference_pool_ready_pods":
                readyEndpoints = (readyEndpoints ?? 0) + sample.value
            default: break
            }
        }
        // A counter that nothing has raised is not exported.
        if !picks.isEmpty, failed == nil { failed = 0 }
        self.picks = picks.map { Picks(pod: $0.key, count: $0.value) }.sorted { $0.pod < $1.pod }
    }

    /// Where a pod has several endpoints, each is called by its number.
    private static func podName(_ labels: [String: String]) -> String? {
        guard let name = labels["endpoint_name"] ?? labels["pod_name"], !name.isEmpty else { return nil }
        let plain = ANSI.plain(name, limit: 253)
        guard let rank = plain.firstMatch(of: /-rank-[0-9]+$/) else { return plain }
        return String(plain[..<rank.range.lowerBound])
    }
}
