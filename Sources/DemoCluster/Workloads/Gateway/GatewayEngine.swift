/// An engine that a gateway may ask.
struct GatewayEngine: Sendable, Equatable {
    var pod: String
    var ip: String
    var port: Int

    /// Its own, as long as it is there: where a ring hashes numbers of servers, the others keep their place when one goes.
    var number: Int { (ip.split(separator: ".").last.flatMap { Int($0) } ?? 0) << 16 + port }
}

/// The engines that are ready, as the controller of a gateway follows them.
struct GatewayEngines: Sendable, Equatable {
    private var byPod: [String: GatewayEngine] = [:]

    /// Always in the same order.
    var all: [GatewayEngine] { byPod.values.sorted { $0.number < $1.number } }

    mutating func note(_ event: PodEvent) {
        let serves = event.isReady && !event.isTerminating && !event.isRemoved && !event.isAsleep && !event.ip.isEmpty
        byPod[event.name] = serves ? GatewayEngine(pod: event.name, ip: event.ip, port: event.port) : nil
    }
}
