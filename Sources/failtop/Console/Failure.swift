import DrillModel
import KubernetesClient

/// The exit codes of the command line; 0 is pass.
enum Exit: Int32 {
    case fail = 1
    case usage = 2
    /// Cluster or router unreachable, or forbidden.
    case unreachable = 3
    /// A bad baseline, or a guard that said no.
    case refused = 4
    case inconclusive = 5
    case interrupted = 130

    /// nil where the report is good. A resumed request is only good where that was asked for.
    init?(_ report: TestReport, isUnreachable: Bool) {
        switch report.verdict {
        case .pass: return nil
        case .passWithResume:
            if report.subject.onBreak == .resume { return nil }
            self = .fail
        case .fail: self = .fail
        case .refused: self = isUnreachable ? .unreachable : .refused
        case .inconclusive: self = .inconclusive
        case .aborted: self = .interrupted
        }
    }
}

/// An error that ends the program: what was tried, what came back, what to do next.
struct Failure: Error, Equatable, CustomStringConvertible {
    var exit: Exit
    /// nil where everything has been said already.
    var message: String?

    var description: String { message ?? "exit code \(exit.rawValue)" }

    init(_ exit: Exit, _ message: String?) {
        self.exit = exit
        self.message = message
    }

    init(_ error: ConnectionError) {
        switch error.code {
        case .unknownContext, .noContext, .unreadableKubeconfig, .badCertificate, .secretMissing: exit = .usage
        case .kubectlMissing, .kubectlFailed, .socketFolder, .secretForbidden: exit = .unreachable
        }
        message = error.description
    }
}
