import AsyncHTTPClient
import Foundation
import NIOCore
import Subprocess
import TestSupport
import Testing

/// The real `vllm-router`, started by hand with its discovery on the embedded API.
@Suite(.serialized, .world, .timeLimit(.minutes(3)))
struct RealRouterTests {
    private struct Workers: Decodable { var urls: [String] }

    @Test func itDiscoversTheEnginesAndStreamsFromThem() async throws {
        try await HeadlessDemo.with { demo in
            try await withRouter(on: demo) { router in
                try await expectWorkers(of: router, toBeEnginesOf: demo)
                let answer = try await ask(router)
                #expect(answer.matches(of: /"content":"[^"]+"/).count == 8, "\(answer)")
                #expect(answer.contains(#""finish_reason":"length""#))
                #expect(answer.hasSuffix("data: [DONE]\n\n"))

                let victim = try await demo.kubectl("get", "pods", "-l", "environment=test", "-o", "name")
                    .split(separator: "\n").first
                try await demo.kubectl("delete", #require(victim.map(String.init)), "--now")
                try await demo.kubectl("rollout", "status", "deployment/vllm-opt125m-deployment-vllm")
                try await expectWorkers(of: router, toBeEnginesOf: demo)
            }
        }
    }

    /// Runs the router on ports of its own and hands its URL on.
    private func withRouter(on demo: HeadlessDemo, _ body: (String) async throws -> Void) async throws {
        let flags = """
            --service-discovery --selector environment=test release=test --service-discovery-port 8000
            --service-discovery-namespace default --policy consistent_hash --host 127.0.0.1
            --port \(try await freePort()) --prometheus-port \(try await freePort())
            """.split(whereSeparator: \.isWhitespace).map(String.init)
        let port = try #require(flags.firstIndex(of: "--port").map { flags[$0 + 1] })
        _ = try await Subprocess.run(
            .path(.init(try PythonEnvironment.program("vllm-router"))), arguments: .init(flags),
            environment: .inherit.updating(["KUBECONFIG": demo.kubeconfig]), input: .none, output: .discarded,
            error: .discarded
        ) { execution in
            defer { try? execution.send(signal: .kill) }
            try await body("http://127.0.0.1:\(port)")
        }
    }

    /// One that was free a moment ago.
    private func freePort() async throws -> Int {
        try await ScriptedServer.with({ _ in [] }) { $0.port }
    }

    private func expectWorkers(of router: String, toBeEnginesOf demo: HeadlessDemo) async throws {
        let template = "jsonpath={range .items[*]}http://{.status.podIP}:8000 {end}"
        _ = try await Program.eventually(every: .milliseconds(250), "the router's workers are the engines") { () async throws -> Bool? in
            let engines = try await demo.kubectl("get", "pods", "-l", "environment=test", "-o", template)
            let request = HTTPClientRequest(url: router + "/list_workers")
            guard let response = try? await HTTPClient.shared.execute(request, timeout: .seconds(2)),
                let body = try? await response.body.collect(upTo: 1 << 20)
            else { return nil }
            let workers = try JSONDecoder().decode(Workers.self, from: Data(body.readableBytesView)).urls
            let expected = Set(engines.split(separator: " ").map(String.init))
            return expected.count == 3 && Set(workers) == expected ? true : nil
        }
    }

    private func ask(_ router: String) async throws -> String {
        var request = HTTPClientRequest(url: router + "/v1/chat/completions")
        request.method = .POST
        request.headers = ["Content-Type": "application/json", "x-user-id": "9999"]
        let question = """
            {"model": "facebook/opt-125m", "stream": true, "max_tokens": 8,
             "messages": [{"role": "user", "content": "What is fault tolerance?"}]}
            """
        request.body = .bytes(ByteBuffer(string: question))
        let response = try await HTTPClient.shared.execute(request, timeout: .seconds(20))
        return String(buffer: try await response.body.collect(upTo: 1 << 20))
    }
}
