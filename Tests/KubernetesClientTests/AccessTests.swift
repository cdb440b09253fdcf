import ClusterModel
import Foundation
@testable import KubernetesClient
import Testing
import TrafficModel


/// What this user may do, asked of a scripted server.
@Suite(.timeLimit(.minutes(1))) struct AccessTests {
    private func reviews(_ answer: @escaping @Sendable (ScriptedAPI.Request, ScriptedAPI.Answer) -> Void) async throws
        -> [AccessReview]
    {
        var reviews: [AccessReview] = []
        try await Watching.inFolder { folder, http in
            let api = try await ScriptedAPI(path: folder.socket, answer)
            let transport = try Watching.transport(socket: folder.socket, http: http)
            reviews = try await AccessSurvey(namespace: "prod", transport: transport).reviews()
            await api.close()
        }
        return reviews
    }

    @Test func `each question is asked for the namespace, and answered in its place`() async throws {
        let asked = Told<ScriptedAPI.Request>()
        let reviews = try await reviews { request, answer in
            asked.add(request)
            // As the API server of a cluster with RBAC answers.
            let isKill = request.body.contains(#""verb":"delete""#)
            answer.whole(
                status: .created,
                isKill
                    ? #"{"kind":"SelfSubjectAccessReview","status":{"allowed":false,"reason":"","evaluationError":"e"}}"#
                    : #"{"kind":"SelfSubjectAccessReview","status":{"allowed":true,"reason":"RBAC: allowed by x"}}"#)
        }
        #expect(
            reviews.map { "\($0.verb) \($0.group.isEmpty ? "" : $0.group + "/")\($0.resource)" } == [
                "get pods", "list pods", "watch pods", "get pods/log", "delete pods", "create pods/eviction",
                "get pods/proxy", "get services/proxy", "create services/proxy", "list apps/deployments", "watch apps/deployments",
                "list services", "watch services", "list discovery.k8s.io/endpointslices",
                "watch discovery.k8s.io/endpointslices", "list events", "watch events",
                "list policy/poddisruptionbudgets", "watch policy/poddisruptionbudgets",
            ])
        #expect(reviews.filter { $0.isAllowed == false }.map(\.verb) == ["delete"])
        #expect(reviews.first { $0.verb == "delete" }?.reason == "e")
        #expect(reviews.first?.isAllowed == true && reviews.first?.reason == "RBAC: allowed by x")

        #expect(asked.all.count == reviews.count)
        #expect(
            asked.all.allSatisfy {
                $0.method == .POST && $0.uri == "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews"
            })
        let log = try #require(asked.all.first { $0.body.contains(#""log""#) })
        let review = try #require(try JSONSerialization.jsonObject(with: Data(log.body.utf8)) as? [String: Any])
        #expect(review["kind"] as? String == "SelfSubjectAccessReview")
        #expect(review["apiVersion"] as? String == "authorization.k8s.io/v1")
        let attributes = (review["spec"] as? [String: Any])?["resourceAttributes"] as? [String: String]
        #expect(
            attributes == ["namespace": "prod", "verb": "get", "group": "", "resource": "pods", "subresource": "log"])
    }

    @Test func `no answer, a refusal and nonsense are neither yes nor no`() async throws {
        let reviews = try await reviews { request, answer in
            if request.body.contains("eviction") { return answer.cut() }
            if request.body.contains("deployments") { return answer.whole(status: .forbidden, "not you") }
            if request.body.contains("events") { return answer.whole(#"{"status":{}}"#) }
            answer.whole(#"{"status":{"allowed":true}}"#)
        }
        func review(_ resource: String) -> AccessReview? { reviews.first { $0.resource == resource } }
        #expect(reviews.count == AccessQuestion.all.count)
        #expect(reviews.count { $0.isAllowed == nil } == 5)
        #expect(review("pods/eviction")?.reason == "the connection was closed")
        #expect(review("deployments")?.reason == "HTTP 403: not you")
        #expect(review("events")?.reason?.contains("not what the API promises") == true)
        #expect(review("pods")?.isAllowed == true && review("pods")?.reason == nil)
    }
}
