import ClusterModel
import Foundation
@testable import KubernetesClient
import TestSupport
import Testing
import TrafficModel


/// The supervisor of `kubectl port-forward`, with a kubectl of the test's own.
@Suite(.timeLimit(.minutes(1))) struct PortForwardTests {
    private let target = ForwardTarget(namespace: "ns", service: "router", port: "http")

    private func forwarding(
        _ kubectl: StandInKubectl, _ health: PortForwardHealth = PortForwardHealth(),
        _ body: (Told<RouterForward>) async throws -> Void
    ) async throws {
        let environment = ProcessInfo.processInfo.environment.merging(kubectl.environment) { $1 }
        let forward = PortForward(
            options: KubectlOptions(environment: environment), target: target, health: health, run: Watching.run())
        let told = Told<RouterForward>()
        try await Watching.beside({ await forward.untilCancelled { told.add($0) } }) { try await body(told) }
        _ = try await Program.eventually(every: .milliseconds(10), "none is left behind") {
            kubectl.forwards.isEmpty ? true : nil
        }
    }

    private func up(_ forward: RouterForward) -> Bool { forward.state == .live }

    @Test func `one that is killed comes back on the same port, and none is left behind`() async throws {
        try await StandInKubectl.with(router: 9) { kubectl in
            try await forwarding(kubectl) { told in
                let first = try await told.first(where: up)
                #expect(first.port ?? 0 > 0 && first.restarts == 0)
                let child = try #require(kubectl.forwards.first)
                kill(child.id, SIGKILL)
                let lost = try await told.first { $0.restarts == 1 }
                guard case .stale(_, let reason) = lost.state else {
                    Issue.record("\(lost)")
                    return
                }
                #expect(reason.hasPrefix("kubectl port-forward: ") && reason.contains("137"), "\(reason)")
                let second = try await told.first { $0.restarts == 1 && up($0) }
                #expect(second.port == first.port)
            }
            #expect(kubectl.kept("forwards").split(separator: "\n").count == 2)
            #expect(kubectl.kept("forwards").contains("--address=127.0.0.1 --namespace=ns"))
            #expect(kubectl.kept("forwards").contains("service/router :http\n"))
        }
    }

    @Test func `one through which nothing answers is restarted`() async throws {
        try await StandInKubectl.with(router: 9) { kubectl in
            let doubt = PortForwardHealth()
            try await forwarding(kubectl, doubt) { told in
                try await told.first(where: up)
                doubt.failed(at: .zero)
                doubt.failed(at: Moment(.seconds(9)))
                let again = try await told.first { $0.restarts == 1 }
                #expect(again.lastEnd == "nothing answered through it")
                try await told.first { $0.restarts == 1 && up($0) }
            }
        }
    }

    @Test func `what kubectl may not do is told as forbidden`() async throws {
        try await StandInKubectl.with(router: 9) { kubectl in
            try kubectl.put("refuse", as: "forward")
            try await forwarding(kubectl) { told in
                let refused = try await told.first { $0.restarts == 1 }
                guard case .forbidden(let reason) = refused.state else {
                    Issue.record("\(refused)")
                    return
                }
                #expect(reason.contains("cannot create resource \"pods/portforward\""))
                #expect(refused.port == nil)
                try kubectl.put("", as: "forward")
                try await told.first(where: up)
            }
        }
    }

    @Test func `kubectl's lines are understood`() {
        #expect(PortForward.port(in: "Forwarding from 127.0.0.1:43210 -> 8000") == 43210)
        #expect(PortForward.port(in: "Forwarding from [::1]:43210 -> 8000") == nil)
        #expect(PortForward.port(in: "Handling connection for 43210") == nil)
        #expect(PortForward.tellsOfLostPod("error: lost connection to pod"))
        #expect(
            PortForward.tellsOfLostPod(
                "an error occurred forwarding 43210 -> 8000: error forwarding port 8000 to pod 1f, uid : failed to find sandbox"))
        #expect(!PortForward.tellsOfLostPod("an error occurred forwarding 43210 -> 8000: connection refused"))
    }

    @Test func `doubt lasts until something answers`() {
        let doubt = PortForwardHealth()
        doubt.failed(at: .zero)
        #expect(!doubt.isFailing(for: .seconds(3), at: Moment(.seconds(2))))
        #expect(doubt.isFailing(for: .seconds(3), at: Moment(.seconds(3))))
        doubt.answered()
        #expect(!doubt.isFailing(for: .seconds(3), at: Moment(.seconds(9))))
    }
}

struct KubectlSecretTests {
    private func problem(_ json: String, key: String = "token") -> ConnectionError? {
        do throws(ConnectionError) {
            _ = try KubectlSecret.key(key, in: Data(json.utf8), of: "router-key")
            return nil
        } catch {
            return error
        }
    }

    @Test func `a key of the secret, or why there is none`() throws {
        let secret = #"{"data":{"token":"c2stMTIzNDUK","short":"dmxsbQ==","empty":""}}"#
        #expect(try KubectlSecret.key("token", in: Data(secret.utf8), of: "s").authorization == "Bearer sk-12345")
        #expect(problem(secret, key: "other")?.message == "The secret router-key has no key other; it has: empty, short, token.")
        #expect(problem(secret, key: "empty")?.code == .secretMissing)
        #expect(problem(secret, key: "short")?.code == .secretMissing)
        #expect(problem(secret, key: "short")?.message.contains("is no key: it has fewer than 8 characters") == true)
        #expect(problem("{}")?.message.contains("it has: none") == true)
        #expect(problem("noise")?.code == .kubectlFailed)
    }

    @Test func `kubectl's own words`() {
        let missing = KubectlSecret.explain(#"Error from server (NotFound): secrets "a" not found"#, "a")
        #expect(missing.code == .secretMissing)
        let forbidden = KubectlSecret.explain(#"Error from server (Forbidden): secrets "a" is forbidden: User "u""#, "a")
        #expect(forbidden.code == .secretForbidden)
        #expect(KubectlSecret.explain("Unable to connect", "a").code == .kubectlFailed)
    }
}
