/// Keys that somebody wrote into a command line: they are not for journals and reports.
///
/// Flags as vLLM's `--api-key KEY…` (several, up to the next flag), SGLang's `--admin-api-key`, each with `=`, `_` or `-`; in
/// arguments of their own or within a line for a shell, where `VLLM_API_KEY=KEY` may stand as well.
enum KeyFlags {
    private static let redacted = "[key]"

    static func redacted(_ arguments: [String]) -> [String] {
        /// How many values the flag has had; nil after another.
        var values: Int?
        return arguments.map { argument in
            if let count = values, !argument.hasPrefix(count == 0 ? "--" : "-") {
                values = count + 1
                return redacted
            }
            values = nil
            guard mayNameKey(argument) else { return argument }
            if argument.wholeMatch(of: /(?i)--[\w-]*api[-_]?keys?/) != nil { values = 0 }
            if let flag = argument.prefixMatch(of: /(?i)--[\w-]*api[-_]?keys?=/) { return flag.0 + redacted }
            return redacted(argument)
        }
    }

    static func redacted(_ text: String) -> String {
        guard mayNameKey(text), text.firstMatch(of: /(?i)api[-_]?key/) != nil else { return text }
        let flags = /(?i)(--[\w-]*api[-_]?keys?["']?,?(?:\s*=\s*|\s+))(?!--)(?:"[^"]*"|'[^']*'|[^\s;&|"']+)(?:\s+(?!-)(?:"[^"]*"|'[^']*'|[^\s;&|"']+))*/
        let variables = /(?i)([\w-]*api[-_]?keys?=)(?:"[^"]*"|'[^']*'|[^\s;&|"']+)/
        return text.replacing(flags) { "\($0.1)\(redacted)" }.replacing(variables) { "\($0.1)\(redacted)" }
    }

    /// Nearly all that is read names no key, and a pattern costs a hundred times this look.
    private static func mayNameKey(_ text: String) -> Bool {
        let wanted: [UInt8] = [0x6B, 0x65, 0x79]  // key
        var found = 0
        for byte in text.utf8 {
            let lower = byte | 0x20
            found = lower == wanted[found] ? found + 1 : (lower == wanted[0] ? 1 : 0)
            if found == wanted.count { return true }
        }
        return false
    }
}
