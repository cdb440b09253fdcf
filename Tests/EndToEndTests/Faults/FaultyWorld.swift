import AsyncHTTPClient
import BoardRuntime
import DemoCluster
import FailoverModel
import Foundation
import KubernetesClient
import Logging
import TestSupport

/// An embedded cluster behind a `FaultProxy`, and the real client with the real reducer on the other side of it.
@MainActor
final class FaultyWorld {
    let proxy: FaultProxy
    let addresses: DemoCluster.Addresses
    private let keeper: StateKeeper
    private let direct: HTTPClient
    /// All facts, in order.
    private(set) var facts: [Fact] = []

    var state: State { keeper.state }

    static func with(
        _ change: (inout DemoCluster.Configuration) -> Void = { _ in },
        _ body: @escaping @MainActor (FaultyWorld) async throws -> Void
    ) async throws {
        var configuration = DemoCluster.Configuration()
        configuration.startupDelay = .seconds(1)
        configuration.sessions = 2
        change(&configuration)
        let cluster = try DemoCluster.complete(configuration)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await cluster.run() }
            group.addTask { try await cluster.runUsers() }
            let addresses = try await cluster.addresses()
            let outcome: Result<Void, any Error>
            do {
                try await FaultProxy.with(
                    to: addresses.apiServerURL, token: addresses.token, caPEM: addresses.caPEM
                ) { try await run(addresses, $0, body) }
                outcome = .success(())
            } catch {
                outcome = .failure(error)
            }
            group.cancelAll()
            while let end = await group.nextResult() {
                if case .failure(let error) = end, !(error is CancellationError) { throw error }
            }
            try outcome.get()
        }
    }

    private static func run(
        _ addresses: DemoCluster.Addresses, _ proxy: FaultProxy,
        _ body: @escaping @MainActor (FaultyWorld) async throws -> Void
    ) async throws {
        try await HTTPClient.withHTTPClient(configuration: KubernetesClient.httpConfiguration) { http in
            let mailbox = Mailbox()
            let access = ClusterAccess.direct(
                url: proxy.url, token: nil, caPEM: nil, context: "demo", namespace: addresses.namespace)
            let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
            let client = try KubernetesClient.live(access, http: http, logger: logger) { mailbox.clock.now }
            let world = FaultyWorld(addresses, proxy, client, mailbox, direct: http)
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask {
                    do { try await client.run { mailbox.post(.kubernetes($0)) } } catch is CancellationError {}
                }
                group.addTask { await world.absorb() }
                defer { group.cancelAll() }
                try await world.until("the first picture") { $0.sources[.pods].isLive && $0.cluster.readyEngines.count == 3 }
                try await body(world)
            }
        }
    }

    private init(
        _ addresses: DemoCluster.Addresses, _ proxy: FaultProxy, _ client: KubernetesClient, _ mailbox: Mailbox,
        direct: HTTPClient
    ) {
        self.addresses = addresses
        self.proxy = proxy
        self.direct = direct
        var handlers = CommandHandlers.none
        handlers.selectPods = client.selectPods
        let start = Start(
            runID: "test", wallClockAtZero: Date().timeIntervalSince1970, utcOffset: 0, settings: Settings())
        keeper = StateKeeper(start: start, mailbox: mailbox, handlers: handlers)
    }

    private func absorb() async {
        for await _ in keeper.mailbox.wakes {
            keeper.absorb { event, _ in facts.append(event.fact) }
        }
    }

    /// Waits until the state is as wanted.
    func until(_ what: String, within limit: Duration = .seconds(40), _ holds: (State) -> Bool) async throws {
        let words = { "\(what); sources \(self.state.sources.states), notice \(self.state.navigation.notice?.text ?? "none")" }
        _ = try await Program.eventually(within: limit, every: .milliseconds(5), words()) { holds(state) ? true : nil }
    }

    /// Asks the API server itself, past the proxy.
    @discardableResult
    func api(_ method: String, _ path: String, _ body: String = "") async throws -> Data {
        let connection = try APIConnection(
            .direct(url: addresses.apiServerURL, token: addresses.token, caPEM: addresses.caPEM))
        let json = body.isEmpty ? nil : Data(body.utf8)
        let request = connection.request(.RAW(value: method), path, json: json)
        let response = try await direct.execute(request, timeout: .seconds(20))
        return Data(try await response.body.collect(upTo: 256 << 20).readableBytesView)
    }

    /// Deletes the first ready engine at once; its name.
    @discardableResult
    func killAnEngine() async throws -> String {
        guard let victim = try await listed().filter({ $0.role == "vllm" && $0.isReady }).map(\.name).min() else { return "" }
        try await api("DELETE", "/api/v1/namespaces/default/pods/\(victim)", #"{"gracePeriodSeconds":0}"#)
        return victim
    }

    /// The pods as a fresh list has them.
    func listed() async throws -> [ListedPod] {
        let query = "labelSelector=environment%20in%20(router,test)"
        let data = try await api("GET", "/api/v1/namespaces/default/pods?\(query)")
        return try JSONDecoder().decode(ListedPod.List.self, from: data).items
    }

    /// A kubeconfig through the proxy, for kubectl and a board in a terminal; goes with the folder.
    func kubeconfig(in folder: String) throws -> String {
        let path = "\(folder)/kubeconfig"
        let text = """
            {"apiVersion": "v1", "kind": "Config", "current-context": "faulty",
             "clusters": [{"name": "faulty", "cluster": {"server": "\(proxy.url)"}}],
             "users": [{"name": "faulty", "user": {}}],
             "contexts": [{"name": "faulty", "context": {"cluster": "faulty", "user": "faulty", "namespace": "default"}}]}
            """
        try Data(text.utf8).write(to: URL(filePath: path))
        return path
    }

    /// A board on this cluster, through the proxy and the real kubectl, in a terminal.
    func withBoard(
        _ flags: String = "", before: String = "", _ body: @escaping (Tmux, _ process: Int32) async throws -> Void
    ) async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "failtop-test-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let kubeconfig = try kubeconfig(in: folder)
        let command = "\(before) \(Program.failtop) watch --kubeconfig \(kubeconfig) \(flags)"
        try await Tmux.with(command: command) { board in
            try await board.shows("pods ● LIVE 3/3")
            let process = ProcessTable.entries(kubeconfig, "watch").first { $0.command.hasPrefix(Program.failtop) }?.id
            try await body(board, process ?? 0)
        }
    }

    /// What the board believes, in the same form.
    var believed: [ListedPod] { state.cluster.present.map(ListedPod.init) }

    /// The last things that were told of pods, in short.
    private var lastPodFacts: String {
        let told = facts.compactMap { fact -> String? in
            switch fact {
            case .kubernetes(.pods(.replaced(let pods))): "list of \(pods.count)"
            case .kubernetes(.pods(.changed(let pod))): "\(pod.name.suffix(5)) \(pod.resourceVersion) ready \(pod.isReady)"
            case .kubernetes(.pods(.removed(let pod))): "\(pod.name.suffix(5)) removed"
            case .kubernetes(.source(.pods, let source)): "\(source)"
            default: nil
            }
        }
        return told.suffix(20).joined(separator: ", ")
    }

    /// Waits until the board is live and believes what a fresh list says.
    func untilTrue(within limit: Duration = .seconds(100)) async throws {
        try await until("live again", within: limit) { $0.sources[.pods].isLive }
        var fresh: Set<ListedPod> = []
        let words = {
            let believed = Set(self.believed)
            return "the truth is \(fresh.subtracting(believed)), believed is \(believed.subtracting(fresh)); "
                + "pods \(self.state.sources[.pods]), watches \(self.proxy.streams("/pods?watch=true")); last: \(self.lastPodFacts)"
        }
        _ = try await Program.eventually(within: limit, words()) { () async throws -> Bool? in
            fresh = Set(try await listed())
            return fresh == Set(believed) ? true : nil
        }
    }
}
