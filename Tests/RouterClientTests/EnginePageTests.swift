import ClusterModel
import TestSupport
import Testing
import TrafficModel
import WireFormats

@testable import RouterClient

/// The names under which engines tell of themselves.
struct EnginePageTests {
    private static let pod = PodIdentity(name: "engine-0", uid: "u")

    private static func figures(_ page: String) -> EngineFigures { EngineFigures(PrometheusText(page.utf8), of: pod) }

    @Test func aPageOfVLLM032() throws {
        let figures = Self.figures(try Fixture.text("vllm-0.32/metrics.txt"))
        #expect(figures.running == 0 && figures.waiting == 0 && figures.cacheUsage == 0)
        #expect(figures.waitingByReason == ["capacity": 0, "deferred": 0])
        #expect(figures.isAsleep == false && figures.model == "tiny")
        #expect(figures.aborts != nil)
        let first = try #require(figures.firstToken)
        #expect(first.count == 151 && first.bounds.first == 0.01 && first.bounds.last == 0.75, "ends that tell nothing are left out")
        // 75.5 of 151: between 46 at 0.04 and 88 at 0.06.
        let median = try #require(first.quantile(0.5))
        #expect(abs(median - 0.054_047_6) < 1e-6)
        #expect(figures.interToken?.count == 24_350)
    }

    @Test(arguments: ["vllm:", "ray_vllm:", "ray_vllm_"]) func olderNamesAndRays(_ prefix: String) {
        let figures = Self.figures(
            """
            \(prefix)num_requests_running{model_name="m"} 2
            \(prefix)num_requests_waiting_by_reason{model_name="m",reason="capacity"} 3
            \(prefix)num_requests_waiting_by_reason{model_name="m",reason="deferred"} 1
            \(prefix)gpu_cache_usage_perc{model_name="m",engine="0"} 0.25
            \(prefix)gpu_cache_usage_perc{model_name="m",engine="1"} 0.75
            \(prefix)request_success_total{model_name="m",finished_reason="abort"} 4
            \(prefix)request_success_total{model_name="m",finished_reason="stop"} 9
            \(prefix)time_per_output_token_seconds_bucket{le="0.1"} 6
            \(prefix)time_per_output_token_seconds_bucket{le="+Inf"} 8
            \(prefix)time_per_output_token_seconds_count 8
            """)
        #expect(figures.running == 2 && figures.waiting == 4 && figures.cacheUsage == 0.75 && figures.aborts == 4)
        #expect(figures.interToken?.count == 8 && figures.interToken?.counts == [6])
    }

    @Test func aPageOfSGLang() {
        let figures = Self.figures(
            """
            sglang:num_running_reqs{model_name="m",tp_rank="0"} 5.0
            sglang:num_queue_reqs{model_name="m"} 2.0
            sglang:token_usage{model_name="m"} 0.28
            sglang:gen_throughput{model_name="m"} 86.5
            sglang:num_aborted_requests_total{model_name="m"} 1
            sglang:time_to_first_token_seconds_bucket{le="0.2"} 4
            sglang:time_to_first_token_seconds_bucket{le="+Inf"} 4
            sglang:time_to_first_token_seconds_count 4
            """)
        #expect(figures.running == 5 && figures.waiting == 2 && figures.cacheUsage == 0.28 && figures.tokenRate == 86.5)
        #expect(figures.model == "m" && figures.aborts == 1 && figures.firstToken?.count == 4)
        #expect(figures.generatedTokens == nil && figures.isAsleep == nil, "what it does not tell is not 0")
    }

    @Test(arguments: ["nan", "-1", "1e400", "3"]) func damagedBucketsTellNothing(_ count: String) {
        let figures = Self.figures(
            """
            vllm:time_to_first_token_seconds_bucket{le="0.2"} 4
            vllm:time_to_first_token_seconds_bucket{le="abc"} 4
            vllm:time_to_first_token_seconds_count \(count)
            """)
        #expect(figures.firstToken == nil)
    }

    @Test func soManyPagesASecondWhoeverAsks() {
        let turns = PageTurns(perSecond: 20)
        let second = (0..<64).map { _ in turns.reserve(at: .zero, isFirst: false) }
        #expect(second.count { $0 < Moment(.seconds(1)) } == 20)
        #expect(second == second.sorted(), "in the order of asking")
        #expect(turns.reserve(at: Moment(.seconds(1)), isFirst: true) == Moment(.seconds(1)), "does not wait")
        #expect(turns.reserve(at: Moment(.seconds(1)), isFirst: false) == Moment(.milliseconds(3_250)), "and is counted")
        #expect(turns.reserve(at: Moment(.seconds(60)), isFirst: false) == Moment(.seconds(60)))
    }
}
