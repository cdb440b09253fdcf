import ArgumentParser
import FailoverModel

/// How engines are killed, if at all.
struct KillOptions: ParsableArguments {
    @Option(help: "The kind of kill: now, force, graceful or evict.")
    var kill: KillKind = .now

    @Flag(help: "Never kill anything.")
    var readOnly = false

    func apply(to settings: inout Settings) {
        settings.killKind = kill
        settings.isReadOnly = readOnly
    }
}

extension KillKind: ExpressibleByArgument {}
