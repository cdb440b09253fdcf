import AsyncHTTPClient
import ClusterModel
import Foundation
@testable import KubernetesClient
import NIOCore
import TestSupport
import Testing


@Suite struct KillRequestTests {
    private func refusal(_ fixture: String, status: Int) throws -> KillRefusal {
        let body = try Fixture.data("kubernetes/\(fixture)")
        return try #require(KillRequest.refusal(APIStatus.failure(status: status, retryAfterHeader: nil, body: body)))
    }

    private func order(_ kind: KillKind) -> KillOrder {
        KillOrder(pod: PodIdentity(name: "engine-1", uid: "u-1"), namespace: "prod", kind: kind)
    }

    @Test func `what a real server answered`() throws {
        guard case .alreadyReplaced(let text) = try refusal("delete-uid-mismatch-409.json", status: 409) else {
            Issue.record("409")
            return
        }
        #expect(text.contains("does not match the UID in record"))
        guard case .alreadyReplaced = try refusal("pod-404.json", status: 404) else {
            Issue.record("404")
            return
        }
        guard case .budget(let budget) = try refusal("evict-pdb-429.json", status: 429) else {
            Issue.record("429")
            return
        }
        #expect(budget.contains("needs 3 healthy pods"))
    }

    @Test func `a busy server is not a spent budget, and no permission is said`() {
        let busy = APIStatus.failure(status: 429, retryAfterHeader: "1", body: Data("slow down".utf8))
        #expect(KillRequest.refusal(busy) == .rejected("HTTP 429: slow down"))
        #expect(busy.retryAfter == .seconds(1))
        #expect(KillRequest.refusal(RequestFailure(.status(403), "no")) == .forbidden("no"))
        #expect(KillRequest.refusal(RequestFailure(.notSent, "connection refused")) == .notSent("connection refused"))
        let two = RequestFailure(.status(500), "This pod has more than one PodDisruptionBudget, which the eviction subresource does not support.")
        #expect(KillRequest.refusal(two) == .budget(two.message))
    }

    /// The pod may be gone: nothing here says that it is not.
    @Test(arguments: [.connection, .malformed, .status(408), .status(500), .status(502), .status(503), .status(504)] as [RequestFailure.Cause])
    func `after a timeout, a reset or a 5xx nothing is known`(cause: RequestFailure.Cause) {
        #expect(KillRequest.refusal(RequestFailure(cause, "lost")) == nil)
    }

    @Test(arguments: [(KillKind.now, 1), (.force, 0), (.graceful, nil)] as [(KillKind, Int?)])
    func `a delete is bound to the uid and carries its grace`(kind: KillKind, grace: Int?) async throws {
        let connection = try APIConnection(.unixSocket(path: "/tmp/a b/s"))
        let request = try KillRequest(order: order(kind)).request(over: connection)
        #expect(request.method == .DELETE)
        #expect(request.url == "http+unix://%2Ftmp%2Fa%20b%2Fs/api/v1/namespaces/prod/pods/engine-1")
        #expect(request.headers["Host"] == ["localhost"] && request.headers["User-Agent"] == ["failtop"])
        // Or kubectl drops a quick answer to a request with a body.
        #expect(request.headers["Connection"] == ["close"])
        let options = try await body(of: request)
        #expect(options["gracePeriodSeconds"] as? Int == grace)
        #expect((options["preconditions"] as? [String: Any])?["uid"] as? String == "u-1")
    }

    @Test func `an eviction is bound to the uid too`() async throws {
        let connection = try APIConnection(.direct(url: "http://127.0.0.1:1/", token: "secret", caPEM: nil))
        let request = try KillRequest(order: order(.evict)).request(over: connection)
        #expect(request.method == .POST)
        #expect(request.url == "http://127.0.0.1:1/api/v1/namespaces/prod/pods/engine-1/eviction")
        #expect(request.headers["Authorization"] == ["Bearer secret"])
        let eviction = try await body(of: request)
        #expect(eviction["kind"] as? String == "Eviction" && eviction["apiVersion"] as? String == "policy/v1")
        let options = eviction["deleteOptions"] as? [String: Any]
        #expect((options?["preconditions"] as? [String: Any])?["uid"] as? String == "u-1")
    }

    @Test(arguments: KillKind.allCases)
    func `a preview is the same request, told not to do it`(kind: KillKind) async throws {
        let connection = try APIConnection(.unixSocket(path: "/s"))
        let real = try KillRequest(order: order(kind)).request(over: connection)
        let dry = try KillRequest(order: order(kind), isDryRun: true).request(over: connection)
        #expect(real.url == dry.url && real.method == dry.method)
        func options(_ request: HTTPClientRequest) async throws -> [String: Any] {
            let body = try await body(of: request)
            return body["deleteOptions"] as? [String: Any] ?? body
        }
        #expect(try await options(real)["dryRun"] == nil)
        #expect(try await options(dry)["dryRun"] as? [String] == ["All"])
        #expect((try await options(dry)["preconditions"] as? [String: Any])?["uid"] as? String == "u-1")
    }

    @Test func `a fault is a merge patch bound to the uid`() async throws {
        let connection = try APIConnection(.unixSocket(path: "/s"))
        for (kind, value) in [(FaultKind.crash, "crash" as String?), (.heal, nil)] {
            let order = FaultOrder(pod: PodIdentity(name: "engine-1", uid: "u-1"), namespace: "prod", kind: kind)
            let request = try FaultRequest(order: order).request(over: connection)
            #expect(request.method == .PATCH && request.url.hasSuffix("/namespaces/prod/pods/engine-1"))
            #expect(request.headers["Content-Type"] == ["application/merge-patch+json"])
            let metadata = try #require(try await body(of: request)["metadata"] as? [String: Any])
            #expect(metadata["uid"] as? String == "u-1")
            let annotations = try #require(metadata["annotations"] as? [String: Any])
            #expect(annotations.keys.contains("failtop.dev/fault"), "a null removes it")
            #expect(annotations["failtop.dev/fault"] as? String == value)
        }
    }

    @Test func `a service is reached through the API server`() throws {
        let base = try APIConnection(.unixSocket(path: "/s")).serviceProxy(namespace: "n", name: "router", port: "http")
        #expect(base.url == "http+unix://%2Fs/api/v1/namespaces/n/services/router:http/proxy")
        #expect(base.headers["Host"] == ["localhost"])
    }

    @Test func `a certificate that is none is refused with advice`() {
        #expect(throws: ConnectionError.self) {
            try APIConnection(.direct(url: "https://127.0.0.1", token: nil, caPEM: "nonsense"))
        }
    }

    private func body(of request: HTTPClientRequest) async throws -> [String: Any] {
        var buffer = ByteBuffer()
        for try await piece in try #require(request.body) { buffer.writeImmutableBuffer(piece) }
        return try #require(try JSONSerialization.jsonObject(with: Data(buffer.readableBytesView)) as? [String: Any])
    }
}
