import ClusterModel

/// The first request through kubectl, which has it ask its credential plugin. Most plugins have a credential, or get one by
/// themselves; one that fails without a terminal gets it, and one that says something and waits is waited for, with its words shown.
/// What comes of it is each source's to tell.
struct Login: Sendable {
    let terminal: LoginTerminal
    let proxy: KubectlProxy
    let transport: APITransport
    let run: RunContext

    /// Whoever is silent for so long, and says nothing, is not asking anybody.
    private static let silence = Duration.seconds(3)

    private enum Answer { case came, noCredentials, none }

    func untilOver() async throws {
        let start = run.now()
        var refusals = 0
        var shown: [String] = []
        while run.now() - start < LoginTerminal.patience, !proxy.health.hasEnded {
            let isLong = run.now() - start > Self.silence
            if proxy.health.isUp {
                switch try await ask(within: terminal.isWanted ? LoginTerminal.patience : Self.silence) {
                case .came: return
                case .noCredentials:
                    // What kubectl says of it may come a moment after its answer.
                    refusals += 1
                    if terminal.isWanted || refusals > 3 { return }
                    if proxy.health.words.contains(where: { $0.contains(ProxyHealth.pluginFailure) }) { terminal.want() }
                case .none: if proxy.health.words.isEmpty { return }
                }
            } else if isLong, !terminal.isWanted, proxy.health.words.isEmpty {
                return
            }
            if isLong, !terminal.isWanted {
                for line in proxy.health.words where !shown.contains(line) {
                    terminal.show((line + "\n").utf8)
                    shown.append(line)
                }
            }
            try await run.clock.sleep(for: .milliseconds(100))
        }
    }

    private func ask(within limit: Duration) async throws -> Answer {
        do {
            _ = try await transport.data(transport.connection.request(.GET, "/version"), within: .seconds(limit.components.seconds))
            return .came
        } catch let failure as RequestFailure {
            if failure.message.hasPrefix(ProxyHealth.noCredentials) || failure.status == 502 { return .noCredentials }
            return failure.status == nil ? .none : .came
        }
    }
}
