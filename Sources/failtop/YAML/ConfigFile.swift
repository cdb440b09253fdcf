import struct ClusterModel.Protection
import Foundation
import ProbeModel
import TerminalCanvas
import YAMLFiles

/// `$XDG_CONFIG_HOME/failtop/config.yaml`. A file that is not there is no error; one that is wrong is refused.
struct ConfigFile: Equatable {
    var protection: Protection?
    var theme: Palette?
    /// nil where the file says nothing of them.
    var probes: ProbeSettings?
    var maxTTFT: Duration?
    /// Percent.
    var maxErrors: Int?

    private static let keys = [
        "protected_contexts", "protected_namespaces", "theme", "probe", "canary", "probe_budget", "max_ttft", "max_errors",
    ]

    init() {}

    static var path: String {
        let environment = ProcessInfo.processInfo.environment
        let home = environment["HOME"] ?? NSHomeDirectory()
        let base = environment["XDG_CONFIG_HOME"].flatMap { $0.isEmpty ? nil : $0 } ?? "\(home)/.config"
        return "\(base)/failtop/config.yaml"
    }

    static func protection() throws -> Protection? { try read().protection }

    static func read() throws -> ConfigFile {
        guard FileManager.default.fileExists(atPath: path) else { return ConfigFile() }
        return try WrittenFile.read(path, parse)
    }

    /// - Parameter file: the name for errors.
    static func parse(_ text: String, file: String) throws -> ConfigFile {
        try WrittenFile.refusing { try YAMLNode.orEmpty(yaml: text, file: file).map(Self.init) ?? ConfigFile() }
    }

    private init(_ root: YAMLNode) throws {
        var protection = Protection()
        var probes: ProbeSettings?
        for (key, value) in try root.members() {
            switch try key.text() {
            case "protected_contexts": protection.contexts = try value.elements().map { try $0.text() }
            case "protected_namespaces": protection.namespaces = try value.elements().map { try $0.text() }
            case "theme": theme = try Self.theme(value)
            case "probe": probes = try (probes ?? ProbeSettings()).with { $0.every = try Self.pace(value) }
            case "canary": probes = try (probes ?? ProbeSettings()).with { $0.holdsStreams = try value.flag() }
            case "probe_budget": probes = try (probes ?? ProbeSettings()).with { $0.tokensPerMinute = try value.count(1...10_000_000) }
            case "max_ttft": maxTTFT = try value.duration()
            case "max_errors": maxErrors = try value.count(0...99)
            default: throw key.unknown("key", among: Self.keys)
            }
        }
        self.probes = probes
        self.protection = protection
    }

    private static func pace(_ node: YAMLNode) throws -> Duration {
        let pace = try node.duration()
        guard pace >= .seconds(1) else { throw node.fault("probe must be 1s or longer") }
        return pace
    }

    private static func theme(_ node: YAMLNode) throws -> Palette {
        guard let theme = Palette(argument: try node.text()) else {
            throw node.unknown("theme", among: Palette.allCases.map(\.rawValue))
        }
        return theme
    }
}

extension ProbeSettings {
    fileprivate func with(_ change: (inout ProbeSettings) throws -> Void) rethrows -> ProbeSettings {
        var changed = self
        try change(&changed)
        return changed
    }
}
