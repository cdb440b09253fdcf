/// What this program is, for `--version`, bug reports and metrics.
enum Version {
    static let number = "0.1.0"
    /// Written by `.ci/release`; empty in a build of one's own.
    static let commit = ""

    static var text: String { "failtop \(number) (\(commit.isEmpty ? "a build of one's own" : "commit \(commit)"), \(platform))" }

    private static var platform: String {
        #if os(Linux)
        let system = "linux"
        #elseif os(macOS)
        let system = "macos"
        #else
        let system = "unknown system"
        #endif
        #if arch(x86_64)
        return "\(system) x86_64"
        #elseif arch(arm64)
        return "\(system) arm64"
        #else
        return system
        #endif
    }
}
