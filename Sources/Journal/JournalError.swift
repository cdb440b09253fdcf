/// Why a journal cannot be written or read.
package enum JournalError: Error, Equatable, CustomStringConvertible {
    case exists(path: String)
    case cannotOpen(path: String, reason: String)
    case cannotWrite(path: String, reason: String)
    case cannotRead(path: String, reason: String)
    case notAJournal(path: String)
    case tooNew(path: String, version: Int)

    package var description: String {
        switch self {
        case .exists(let path): "\(path) exists already; name another file, or remove it first"
        case .cannotOpen(let path, let reason): "cannot create the journal \(path): \(reason)"
        case .cannotWrite(let path, let reason): "cannot write to the journal \(path): \(reason)"
        case .cannotRead(let path, let reason): "cannot read the recording \(path): \(reason); recordings are in $XDG_STATE_HOME/failtop/recordings"
        case .notAJournal(let path):
            "\(path) is no journal: its first line is not {\"failtop\":1,\"journal\":\(JournalHeader.currentVersion),…}"
        case .tooNew(let path, let version):
            "\(path) is a journal of version \(version), this program reads version \(JournalHeader.currentVersion); "
                + "use a newer failtop"
        }
    }
}
