import PlainText
import TrafficModel
import WireFormats

/// `/workers` of `vllm-router` and `sglang-router`:
/// `{"workers":[{"url":"http://10.0.0.7:8000","is_healthy":true,…}],"total":3,…}`.
struct WorkerList: Decodable {
    struct Worker: Decodable {
        var url: String
        var isHealthy: Bool?

        enum CodingKeys: String, CodingKey {
            case url
            case isHealthy = "is_healthy"
        }
    }

    var workers: [Worker]

    var listed: [ListedWorker] {
        workers.map { ListedWorker(url: ANSI.plain($0.url, limit: 300), isHealthy: $0.isHealthy) }
    }
}
