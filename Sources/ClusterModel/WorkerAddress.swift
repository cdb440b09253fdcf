/// A worker as a router names it: `http://10.0.0.7:8000`, `[fd00::7]:8000`, `vllm-0.vllm.default.svc:8000`, `grpc://…`.
struct WorkerAddress: Equatable {
    /// Lower case, without the brackets of IPv6.
    var host: String
    /// nil where none is written: then it tells nothing.
    var port: Int?

    init?(_ url: String) {
        var rest = url[...]
        // Routers name a worker in every line: no search for substrings.
        if let colon = rest.firstIndex(of: ":"), rest[colon...].hasPrefix("://") { rest = rest[colon...].dropFirst(3) }
        rest = rest.prefix { $0 != "/" && $0 != "?" }
        if rest.hasPrefix("[") {
            host = rest.dropFirst().prefix { $0 != "]" }.lowercased()
            port = rest.lastIndex(of: "]").flatMap { Self.port(rest[rest.index(after: $0)...]) }
        } else if rest.contains("::") || rest.count(where: { $0 == ":" }) == 7 {
            // IPv6 without brackets has no port.
            host = rest.lowercased()
        } else {
            host = rest.prefix { $0 != ":" }.lowercased()
            port = Self.port(rest.drop { $0 != ":" })
        }
        if host.isEmpty { return nil }
    }

    private static func port(_ tail: Substring) -> Int? { tail.hasPrefix(":") ? Int(tail.dropFirst()) : nil }

    /// The parts of a name; nil for an address.
    var labels: [String]? {
        let isAddress = host.contains(":") || host.allSatisfy { $0 == "." || $0.isNumber }
        return isAddress ? nil : host.split(separator: ".").map(String.init)
    }

    /// What the name of a pod without a hostname says in DNS: `10-0-0-7` for 10.0.0.7, `fd00--7` for fd00::7.
    static func addresses(dashed label: String) -> [String] {
        guard label.contains("-"), label.allSatisfy({ $0 == "-" || $0.isHexDigit }) else { return [] }
        return [label.replacing("-", with: "."), label.replacing("-", with: ":")]
    }
}

extension Pod {
    /// By what a worker's URL may name it: its addresses, its own name, its name in DNS, that of the node that it shares.
    var hosts: [String] {
        var found = addresses.map { $0.lowercased() } + [name]
        if let hostname, hostname != name { found.append(hostname) }
        if isOnHostNetwork, let node { found.append(node.lowercased()) }
        return found
    }
}
