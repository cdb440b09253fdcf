import TrafficModel
import WireFormats

/// Reads the log of one router pod, line by line, as Kubernetes delivers it: both outputs merged, escape sequences and
/// all. Which router writes it is told by its container or by its first lines; the lines win.
package struct RouterLogReader: Sendable {
    private let routerPod: String
    private var dialect: RouterDialect?
    private var isRecognised: Bool
    private var log: any RouterLogFormat
    private var unknownLines = 0
    private var reportAt = 1

    /// Unknown lines are told after 1, 2, 4 … lines, at the latest after so many.
    private static let longestSilence = 1024

    /// - Parameter patterns: of a router of the operator's own; its lines are not asked what they are.
    package init(routerPod: String, dialect: RouterDialect? = nil, patterns: [LogPattern] = []) {
        self.routerPod = routerPod
        self.dialect = patterns.isEmpty ? dialect : .custom
        isRecognised = false
        log = patterns.isEmpty ? Self.format(of: dialect) : CustomLog(patterns)
    }

    /// What this line says; mostly nothing.
    package mutating func read(_ line: String) -> [RouterLogEntry] {
        recognise(line) + entries(log.feed(line))
    }

    /// What is left to say when the log has ended.
    package mutating func finish() -> [RouterLogEntry] {
        let last = entries(log.finish())
        return unknownLines > 0 ? last + [reportUnknown()] : last
    }

    private mutating func recognise(_ line: String) -> [RouterLogEntry] {
        guard !isRecognised, let found = dialect == .custom ? .custom : RouterLogSignature.of(line).map(RouterDialect.init)
        else { return [] }
        isRecognised = true
        if found != dialect ?? .productionStack, found != .custom { log = Self.format(of: found) }
        dialect = found
        return [RouterLogEntry(routerPod: routerPod, message: .recognised(found))]
    }

    /// Until something tells, it is taken for the production stack's.
    private static func format(of dialect: RouterDialect?) -> any RouterLogFormat {
        switch dialect {
        case .vllmRouter: VLLMRouterLog()
        case .sglangRouter: SGLangRouterLog()
        case .dynamo: DynamoLog()
        case .envoy: EnvoyLog()
        case .haproxy: HAProxyLog()
        case .nginx: NginxLog()
        case .productionStack, .custom, nil: ProductionStackLog()
        }
    }

    private mutating func entries(_ lines: [RouterLogLine]) -> [RouterLogEntry] {
        var entries: [RouterLogEntry] = []
        for line in lines {
            if let message = RouterLogMessage(line) {
                entries.append(RouterLogEntry(routerPod: routerPod, message: message))
            } else if line == .unknown {
                unknownLines += 1
                guard unknownLines >= reportAt else { continue }
                entries.append(reportUnknown())
                reportAt = min(reportAt * 2, Self.longestSilence)
            }
        }
        return entries
    }

    private mutating func reportUnknown() -> RouterLogEntry {
        defer { unknownLines = 0 }
        return RouterLogEntry(routerPod: routerPod, message: .unknown(lines: unknownLines))
    }
}
