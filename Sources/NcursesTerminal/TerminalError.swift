/// Why a terminal could not be used.
package enum TerminalError: Error, Hashable, CustomStringConvertible {
    case unknownType(String)
    case cannotMoveCursor(String)
    case unusable(descriptor: Int32, reason: String)

    package var description: String {
        switch self {
        case .unknownType(let type):
            """
            cannot use the terminal type \(type.isEmpty ? "(TERM is not set)" : "“\(type)”"): no description of it is \
            installed. Set TERM to one that is, for example TERM=xterm-256color, or use --once.
            """
        case .cannotMoveCursor(let type):
            "the terminal type “\(type)” cannot place its cursor. Set TERM, for example to xterm-256color, or use --once."
        case .unusable(let descriptor, let reason):
            "cannot use file descriptor \(descriptor) as a terminal: \(reason). Run in a terminal, or use --once."
        }
    }
}
