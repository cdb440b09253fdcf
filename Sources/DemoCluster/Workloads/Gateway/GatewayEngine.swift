/// An engine that a gateway may ask.
struct GatewayEngine: Sendable, Equatable {
    var pod: String
    var ip: String
    var port: Int
    /// Stays with the pod: where a ring hashes numbers of servers, others keep their place when one goes.
    var number: Int
}

/// The engines that are ready, as the controller of a gateway follows them.
struct GatewayEngines: Sendable, Equatable {
    private var byPod: [String: GatewayEngine] = [:]
    private var lastNumber = 0

    /// In the order in which they came.
    var all: [GatewayEngine] { byPod.values.sorted { $0.number < $1.number } }

    mutating func note(_ event: PodEvent) {
        guard event.isReady, !event.isTerminating, !event.isRemoved, !event.isAsleep, !event.ip.isEmpty else {
            byPod[event.name] = nil
            return
        }
        guard byPod[event.name]?.ip != event.ip || byPod[event.name]?.port != event.port else { return }
        lastNumber += 1
        byPod[event.name] = GatewayEngine(pod: event.name, ip: event.ip, port: event.port, number: lastNumber)
    }
}
