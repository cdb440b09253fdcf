import ClusterModel

/// The first request through kubectl, which has it ask its credential plugin. Most plugins have a credential, or get one by
/// themselves; one that fails without a terminal gets it and may ask again after a wrong answer, and one that says something and
/// waits is waited for, with its words shown.
/// What comes of it is each source's to tell.
struct Login: Sendable {
    let terminal: LoginTerminal
    let proxy: KubectlProxy
    let transport: APITransport
    let run: RunContext

    /// Whoever is silent for so long, and says nothing, is not asking anybody.
    private static let silence = Duration.seconds(3)

    /// kubectl itself comes up, and its plugin says something, in so long, on a busy machine too; before, silence says nothing.
    private static let slowStart = Duration.seconds(10)

    private static let waiting = "Waiting for kubectl's credential plugin and the API server"

    /// Who types a wrong code types it again; so often the person is asked.
    private static let tries = 3

    private enum Answer { case came, noCredentials, none }

    func untilOver() async throws {
        let start = run.now()
        var refusals = 0
        var upSince: Moment?
        var refusedSince: Moment?
        var shown: [String] = []
        while run.now() - start < LoginTerminal.patience, !proxy.health.hasEnded {
            // The kubectl that runs does not have it yet: what that one answers says nothing.
            if terminal.isWanted, !terminal.isLent {
                try await run.clock.sleep(for: .milliseconds(20))
                continue
            }
            if proxy.health.isUp { upSince = upSince ?? run.now() }
            let isLong = upSince.map { run.now() - $0 > Self.silence } ?? (run.now() - start > Self.slowStart)
            if proxy.health.isUp {
                let wasLent = terminal.isLent
                switch try await ask(within: wasLent ? LoginTerminal.patience : Self.silence) {
                case .came: return
                case .noCredentials:
                    let since = refusedSince ?? run.now()
                    refusedSince = since
                    if wasLent {
                        refusals += 1
                        if refusals >= Self.tries { return try await withdraw() }
                    } else if proxy.health.words.contains(where: { $0.contains(ProxyHealth.pluginFailure) }) {
                        terminal.want()
                    } else if run.now() - since > Self.silence {
                        // What kubectl says of it comes a moment after its answer, if at all.
                        return
                    }
                case .none:
                    // Its plugin may be on its way to ask; without one that runs, kubectl answers, or nobody does.
                    guard proxy.health.words.isEmpty else { break }
                    if run.now() - start > Self.slowStart { return }
                    tell(Self.waiting, &shown)
                }
            } else if isLong, !terminal.isWanted, proxy.health.words.isEmpty {
                return
            }
            if isLong, !terminal.isWanted {
                for line in proxy.health.words { tell(line, &shown) }
            }
            try await run.clock.sleep(for: .milliseconds(100))
        }
    }

    private func tell(_ line: String, _ shown: inout [String]) {
        guard !shown.contains(line) else { return }
        terminal.show((line + "\n").utf8)
        shown.append(line)
    }

    /// kubectl asks its plugin at each request, and would ask over the board.
    private func withdraw() async throws {
        terminal.giveUp()
        let start = run.now()
        while terminal.isLent || !proxy.health.isUp, run.now() - start < Self.silence {
            try await run.clock.sleep(for: .milliseconds(20))
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
