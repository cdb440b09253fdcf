/// What a router's command line says about sessions. Flags of the production stack's Python router, of the Rust
/// `vllm-router` and of `sglang-router`.
package struct RouterArguments: Equatable {
    private let arguments: [String]

    package init(_ arguments: [String]) {
        let isScript = arguments.contains { $0.count <= 4 && $0.hasPrefix("-") && !$0.hasPrefix("--") && $0.hasSuffix("c") }
        self.arguments = isScript ? arguments.flatMap { $0.contains(" ") ? Self.words(of: $0) : [$0] } : arguments
    }

    /// The words of a shell's script: quotes hold them together, a backslash before a line's end or a space is nothing.
    private static func words(of script: String) -> [String] {
        var words: [String] = []
        var word = ""
        var quote: Character?
        for character in script {
            switch character {
            case "'", "\"":
                if quote == nil { quote = character } else if quote == character { quote = nil } else { word.append(character) }
            case " ", "\n", "\t", "\\":
                guard quote == nil else {
                    word.append(character)
                    continue
                }
                if !word.isEmpty { words.append(word) }
                word = ""
            default: word.append(character)
            }
        }
        return word.isEmpty ? words : words + [word]
    }

    /// `--flag value` or `--flag=value`; the last one counts.
    package func value(of flag: String) -> String? {
        var found: String?
        for (index, argument) in arguments.enumerated() {
            if argument == flag, arguments.indices.contains(index + 1) { found = arguments[index + 1] }
            if argument.hasPrefix(flag + "=") { found = String(argument.dropFirst(flag.count + 1)) }
        }
        return found
    }

    /// The flag that decides about routing, and its value; nil where none is given.
    package var routing: (flag: String, value: String)? {
        for flag in ["--routing-logic", "--policy", "--router-mode"] {
            if let value = value(of: flag) { return (flag, value) }
        }
        return nil
    }

    /// Whether that keeps a session on one engine; nil where it cannot be told.
    package var keepsSessions: Bool? {
        switch routing?.value {
        case "session", "consistent_hash", "consistent_hashing", "sticky_least_loaded", "manual": true
        case "roundrobin", "round_robin", "round-robin", "random", "power_of_two", "power-of-two", "least-loaded":
            value(of: "--router-session-affinity-ttl-secs") != nil
        case "cache_aware", "prefixaware", "kvaware", "kv", "kv_aware": nil
        default: nil
        }
    }

    /// The argument by which the router continues broken streams; nil where none does.
    package var migration: String? {
        if arguments.contains("--resume-in-router") { return "--resume-in-router" }
        guard let limit = value(of: "--migration-limit"), limit != "0" else { return nil }
        return "--migration-limit \(limit)"
    }

    /// Dynamo's session affinity is hard unless it is told otherwise: a session whose worker died gets errors, also where
    /// streams may migrate (measured with 1.6.1).
    package var hasHardAffinity: Bool {
        value(of: "--router-session-affinity-ttl-secs") != nil && value(of: "--router-session-affinity-mode") != "soft"
    }

    package var sessionKey: String? { value(of: "--session-key") }
}
