import ClusterModel
import Foundation
@testable import KubernetesClient
import Testing

/// The end of a container's log, read once.
@Suite(.timeLimit(.minutes(1))) struct PodLogReaderTests {
    private static let request = PodLogRequest(namespace: "ns", pod: PodIdentity(name: "p", uid: "u"), container: "vllm", isPrevious: true)

    private static func read(uid: String = "u", _ status: Int, _ body: String) async throws -> (PodLogAnswer, [String]) {
        try await Watching.inFolder { folder, http in
            let requests = Told<String>()
            let api = try await ScriptedAPI(path: folder.socket) { asked, answer in
                requests.add(asked.uri)
                guard asked.uri.contains("/log?") else { return answer.whole(#"{"metadata":{"name":"p","uid":"\#(uid)"},"status":{}}"#) }
                answer.whole(status: .init(statusCode: status), body)
            }
            let reader = PodLogReader(request: request, transport: try Watching.transport(socket: folder.socket, http: http))
            let answer = await reader.read()
            await api.close()
            return (answer, requests.all)
        }
    }

    @Test func linesWithTheirTimesAndWithoutControls() async throws {
        let (answer, requests) = try await Self.read(200, "2026-11-23T20:07:14.5Z one \u{1B}[31mred\nno time\n")
        #expect(answer == .lines([PodLogLine(at: 1_795_464_434.5, text: "one red"), PodLogLine(text: "no time")]))
        #expect(requests.last == "/api/v1/namespaces/ns/pods/p/log?timestamps=true&tailLines=500&limitBytes=262144&container=vllm&previous=true")
    }

    @Test(arguments: [
        (403, "get on pods/log is wanted"), (404, "the pod is gone"), (400, "p shows its present run"), (500, "kubectl logs p -n ns -c vllm --previous"),
    ]) func whatGoesWrongSaysWhatToDo(_ status: Int, _ words: String) async throws {
        let (answer, _) = try await Self.read(status, #"{"kind":"Status","code":\#(status),"message":"m"}"#)
        guard case .refused(let reason) = answer else {
            Issue.record("\(answer)")
            return
        }
        #expect(reason.contains(words))
    }

    @Test func anotherPodsLogIsNotShown() async throws {
        let (answer, requests) = try await Self.read(uid: "other", 200, "x")
        guard case .refused(let reason) = answer else {
            Issue.record("\(answer)")
            return
        }
        #expect(reason.hasPrefix("another pod has its name now") && requests.count == 1)
    }
}
