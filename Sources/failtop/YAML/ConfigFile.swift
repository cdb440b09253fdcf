import struct ClusterModel.Protection
import Foundation
import TerminalCanvas
import Yams

/// `$XDG_CONFIG_HOME/failtop/config.yaml`. A file that is not there is no error; one that is wrong is refused.
struct ConfigFile: Equatable {
    var protection: Protection?
    var theme: Palette?

    static var path: String {
        let environment = ProcessInfo.processInfo.environment
        let home = environment["HOME"] ?? NSHomeDirectory()
        let base = environment["XDG_CONFIG_HOME"].flatMap { $0.isEmpty ? nil : $0 } ?? "\(home)/.config"
        return "\(base)/failtop/config.yaml"
    }

    static func protection() throws -> Protection? { try read().protection }

    static func read() throws -> ConfigFile {
        guard FileManager.default.fileExists(atPath: path) else { return ConfigFile() }
        let text: String
        do {
            text = try String(contentsOfFile: path, encoding: .utf8)
        } catch {
            throw Failure(.usage, "\(path): cannot be read: \(error.localizedDescription)")
        }
        return try parse(text, file: path)
    }

    /// - Parameter file: the name for errors.
    static func parse(_ text: String, file: String) throws -> ConfigFile {
        let root: Node?
        do {
            root = try Yams.compose(yaml: text)
        } catch let error as YamlError {
            throw fault(error, file)
        }
        var config = ConfigFile()
        guard let root, root.null == nil else { return config }
        guard let members = root.mapping else { throw fault(file, root, "expected keys with values") }
        var protection = Protection()
        for (key, value) in members {
            switch key.string {
            case "protected_contexts": protection.contexts = try names(value, file)
            case "protected_namespaces": protection.namespaces = try names(value, file)
            case "theme": config.theme = try theme(value, file)
            default:
                throw fault(
                    file, key,
                    "unknown key \(key.string ?? "here"); the keys are protected_contexts, protected_namespaces and theme")
            }
        }
        config.protection = protection
        return config
    }

    private static func theme(_ node: Node, _ file: String) throws -> Palette {
        guard let theme = node.scalar.flatMap({ Palette(argument: $0.string) }) else {
            let names = Palette.allCases.map(\.rawValue).joined(separator: ", ")
            throw fault(file, node, "unknown theme \(node.scalar?.string ?? "here"); choose one of \(names)")
        }
        return theme
    }

    private static func names(_ node: Node, _ file: String) throws -> [String] {
        guard let sequence = node.sequence else { throw fault(file, node, "expected a list of names") }
        return try sequence.map { element in
            guard let name = element.scalar?.string, !name.isEmpty else { throw fault(file, element, "expected a name") }
            return name
        }
    }

    private static func fault(_ file: String, _ node: Node, _ reason: String) -> Failure {
        Failure(.usage, "\(file)\(node.mark.map { ":\($0.line)" } ?? ""): \(reason)")
    }

    private static func fault(_ error: YamlError, _ file: String) -> Failure {
        switch error {
        case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
            .composer(_, let problem, let mark, _):
            Failure(.usage, "\(file):\(mark.line): not YAML: \(problem)")
        case .duplicatedKeysInMapping(let duplicates, let context):
            Failure(.usage, "\(file):\(context.mark.line): given twice: \(duplicates.sorted().joined(separator: ", "))")
        default: Failure(.usage, "\(file): not YAML: \(error)")
        }
    }
}
