/// What can be made to go wrong with an engine while it runs.
extension EngineWorkload {
    func inject(_ fault: PodFault) async -> Bool {
        switch fault {
        case .crash: await crash(exitCode: 1)
        case .stall: stall()
        case .unready: unready()
        case .slow: slow(4)
        case .cut: cut()
        case .freeze: self.fault.change { $0.core = .frozen }
        case .core: processEvents.continuation.yield(.coreDies)
        case .sigkill: processEvents.continuation.yield(.serverDies)
        case .oom: return false
        }
        return true
    }

    func heal() async { fault.heal() }

    /// The process dies with this code; its sockets close at once.
    func crash(exitCode: Int32) async {
        context.log("ERROR:    Engine core died, exiting with code \(exitCode)")
        await server.end(code: exitCode)
    }

    /// Goes silent: connections stay open and are accepted, nothing is answered.
    func stall(_ isStalled: Bool = true) { fault.change { $0.isStalled = isStalled } }

    /// Takes `factor` times as long for each token.
    func slow(_ factor: Double) { fault.change { $0.slowdown = max(0.01, factor) } }

    /// `/health` answers 503, everything else goes on.
    func unready(_ isUnready: Bool = true) { fault.change { $0.isUnready = isUnready } }

    /// Answers under way lose their connection; the process goes on.
    func cut() { server.connections.cutBusy() }
}
