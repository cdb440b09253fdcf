import FailoverModel
import KubernetesClient

/// The exit codes of the command line.
enum Exit: Int32 {
    case usage = 2
    /// Cluster or router unreachable, or forbidden.
    case unreachable = 3
    case interrupted = 130
}

/// An error that ends the program: what was tried, what came back, what to do next.
struct Failure: Error, Equatable {
    var exit: Exit
    var message: String

    init(_ exit: Exit, _ message: String) {
        self.exit = exit
        self.message = message
    }

    init(_ error: ConnectionError) {
        switch error.code {
        case .unknownContext, .noContext, .unreadableKubeconfig, .badCertificate: exit = .usage
        case .kubectlMissing, .kubectlFailed, .socketFolder: exit = .unreachable
        }
        message = error.description
    }
}
