import ClusterModel
import TrafficModel
import Testing
import WireFormats

@testable import RouterClient

/// The metrics page of an endpoint picker, by both names.
struct PickerPageTests {
    private static let pod = PodIdentity(name: "llm-d-epp-7f", uid: "epp")

    private func figures(_ page: String) -> PickerFigures { PickerFigures(PrometheusText(Array(page.utf8)), of: Self.pod) }

    @Test func eachEngineIsCountedByItsPod() {
        let read = figures(
            """
            # TYPE llm_d_epp_scheduler_attempts_total counter
            llm_d_epp_scheduler_attempts_total{endpoint_name="ms-decode-5d-a-rank-0",namespace="llm",port="8000",status="success",target_model_name="q"} 17
            llm_d_epp_scheduler_attempts_total{endpoint_name="ms-decode-5d-a-rank-1",namespace="llm",port="8001",status="success",target_model_name="q"} 3
            llm_d_epp_scheduler_attempts_total{endpoint_name="ms-decode-5d-b",namespace="llm",port="8000",status="success",target_model_name="q"} 5
            llm_d_epp_scheduler_attempts_total{endpoint_name="",namespace="",port="",status="failure",target_model_name="q"} 2
            llm_d_epp_ready_endpoints{name="pool"} 2
            """)
        #expect(read.picks == [.init(pod: "ms-decode-5d-a", count: 20), .init(pod: "ms-decode-5d-b", count: 5)])
        #expect(read.failed == 2 && read.readyEndpoints == 2)
    }

    @Test func theOlderNamesAreRead() {
        let read = figures(
            """
            inference_extension_scheduler_attempts_total{status="success",target_model_name="q",pod_name="e-0",namespace="d",port="8000"} 4
            inference_pool_ready_pods{name="pool"} 3
            """)
        #expect(read.picks == [.init(pod: "e-0", count: 4)] && read.failed == 0 && read.readyEndpoints == 3)
    }

    @Test func garbageIsNoPick() {
        let read = figures(
            """
            llm_d_epp_scheduler_attempts_total{endpoint_name="a",status="success"} NaN
            llm_d_epp_scheduler_attempts_total{endpoint_name="b",status="success"} -1
            llm_d_epp_scheduler_attempts_total{status="success"} 4
            llm_d_epp_scheduler_attempts_total{endpoint_name="\\u{1B}[2Jc",status="success"} 1
            """)
        #expect(read.picks.count == 1 && read.picks[0].pod.allSatisfy { !$0.isASCII || $0 >= " " })
        #expect(figures("").failed == nil)
        let many = (0..<3_000).map { "llm_d_epp_scheduler_attempts_total{endpoint_name=\"e\($0)\",status=\"success\"} 1" }
        #expect(figures(many.joined(separator: "\n")).picks.count == PickerFigures.limit)
    }
}
