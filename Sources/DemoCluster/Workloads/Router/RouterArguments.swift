/// The part of the Python router's command line that the demo's router honours. Other flags are accepted and ignored.
struct RouterArguments: Sendable, Equatable {
    enum Routing: String, Sendable {
        case session
        case roundRobin = "roundrobin"
    }

    struct Refused: Error, Equatable, CustomStringConvertible {
        var description: String
    }

    var routing = Routing.roundRobin
    /// The header, else the top-level body key, that names the session; nil for a routing that knows none.
    private(set) var sessionKey: String?
    var port = 8000
    var labelSelector = "environment=test,release=test"
    /// How many further engines a request tries that none has answered yet.
    var reroutes = 0
    /// Continue a stream on another engine when its engine dies. Not a flag of the real router.
    var resumes = false

    /// - Throws: `Refused` with what was given and what would do.
    init(_ arguments: [String] = []) throws {
        var rest = arguments[...]
        while let argument = rest.popFirst() {
            let parts = argument.split(separator: "=", maxSplits: 1).map(String.init)
            func value() throws -> String {
                if parts.count == 2 { return parts[1] }
                guard let next = rest.popFirst() else { throw Refused(description: "\(argument): expected a value") }
                return next
            }
            switch parts.first ?? "" {
            case "--routing-logic":
                let name = try value()
                guard let known = Routing(rawValue: name) else {
                    throw Refused(description: "--routing-logic \(name): choose session or roundrobin")
                }
                routing = known
            case "--port":
                let text = try value()
                guard let number = Int(text), (1...65_535).contains(number) else {
                    throw Refused(description: "--port \(text): expected a port, 1 to 65535")
                }
                port = number
            case "--session-key": sessionKey = try value()
            case "--k8s-label-selector": labelSelector = try value()
            case "--max-instance-failover-reroute-attempts":
                let text = try value()
                guard let count = Int(text), count >= 0 else {
                    throw Refused(description: "\(argument) \(text): expected a whole number, 0 or more")
                }
                reroutes = count
            case "--resume-in-router": resumes = true
            default: continue
            }
        }
        sessionKey = routing == .session ? sessionKey ?? "x-user-id" : nil
    }
}
