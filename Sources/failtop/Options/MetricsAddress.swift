import ArgumentParser

/// Where metrics are served: `127.0.0.1:9464`, `[::1]:9464`, or `:9464` for loopback.
struct MetricsAddress: ExpressibleByArgument, Equatable {
    var host: String
    var port: Int

    init?(argument: String) {
        guard let colon = argument.lastIndex(of: ":"), let port = Int(argument[argument.index(after: colon)...]), (1...65_535).contains(port) else {
            return nil
        }
        var host = argument[..<colon]
        if host.hasPrefix("["), host.hasSuffix("]") { host = host.dropFirst().dropLast() } else if host.contains(":") { return nil }
        self.host = host.isEmpty ? "127.0.0.1" : String(host)
        self.port = port
    }
}

struct MetricsOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Serve figures of incidents, engines and sources for Prometheus at this address, under /metrics, for example 127.0.0.1:9464.", valueName: "address"))
    var metrics: MetricsAddress?
}
