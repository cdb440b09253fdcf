import BoardRuntime
import ClusterModel
@testable import KubernetesClient
import RouterClient
import Synchronization
import Testing
import TrafficModel
@testable import failtop


/// What the handlers keep of the router between two commands.
struct RouterHandlingTests {
    private static let request = StreamRequest(
        id: "r1", session: "s", sessionHeader: "x-user-id", api: .chat, model: "m", prompt: "p", maxTokens: 1, purpose: .question)

    private func clients(_ router: RouterClient, _ pinned: PinnedClients) -> ClientHandlers {
        ClientHandlers(
            kubernetes: .scripted(), router: router, pinned: pinned, author: KillAuthorship(), notify: nil, logPatterns: [],
            requestPrefix: "failtop-", key: nil)
    }

    @Test func aRouterThatIsNotPolledGetsNoRequest() async {
        let pinned = PinnedClients()
        let seen = Mutex<String?>(nil)
        let router = RouterClient(
            stream: { _, _, _ in Issue.record("sent to an address that may be another's") },
            poll: { _, _ in seen.withLock { $0 = pinned.target?.base } })
        let (handlers, mailbox) = (clients(router, pinned).handlers, Mailbox())
        await handlers.connectRouter(.url("http://127.0.0.1:9"), nil, mailbox)
        #expect(seen.withLock { $0 } == "http://127.0.0.1:9")
        #expect(pinned.target == nil)
        await handlers.send(Self.request, mailbox)
        let closed = StreamFact.closed("r1", .unreachable("there is no way to the router at present"))
        #expect(mailbox.drain().map(\.fact) == [.stream(closed)])
    }

    @Test(arguments: [(StreamFact.text("r1", "w"), false), (.closed("r1", .brokenEnd("reset")), true)] as [(StreamFact, Bool)])
    func tokensAreAnAnswerThroughTheForward(_ fact: StreamFact, isFailing: Bool) async throws {
        let pinned = PinnedClients()
        let clients = clients(.scripted(stream: { _ in [fact] }), pinned)
        clients.forwardHealth.failed(at: .zero)
        await pinned.using(try RouterTarget(base: "http://127.0.0.1:9")) {
            await clients.handlers.send(Self.request, Mailbox())
        }
        #expect(clients.forwardHealth.isFailing(for: PortForward.patience, at: Moment(.seconds(9))) == isFailing)
    }
}
