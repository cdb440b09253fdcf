import ArgumentParser
import ClusterModel
import FailoverModel

/// How engines are killed, if at all.
struct KillOptions: ParsableArguments {
    @Option(help: ArgumentHelp("How an engine is killed: SIGTERM and SIGKILL a second later, at once, with the pod's own grace period, or by an eviction.", valueName: "kind"))
    var kill: KillKind = .now

    @Flag(help: "Never kill anything.")
    var readOnly = false

    func apply(to settings: inout Settings) {
        settings.killKind = kill
        settings.isReadOnly = readOnly
    }
}

extension KillKind: ExpressibleByArgument {}
