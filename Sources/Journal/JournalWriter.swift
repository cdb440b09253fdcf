import FailoverModel
import Foundation
import Synchronization

/// Writes events to a journal: JSON lines, a header first. Nothing that failtop puts into an event is a secret.
///
/// Concurrency model: any task may append; a mutex keeps lines whole. Lines are buffered, so the owner calls `flush` at
/// least each second and `close` at the end.
package final class JournalWriter: Sendable {
    package let path: String
    private let state: Mutex<State>

    private struct State {
        // Made once: a busy router is thousands of events a second.
        let encoder = JournalCoding.encoder()
        var file: FileHandle?
        var buffer = Data()
    }

    private static let largestBuffer = 256 << 10

    /// Creates the file, readable by its owner alone, and writes the header.
    ///
    /// - Parameter replacing: a file of this name may be overwritten; otherwise it is an error, because a recording is
    ///   not repeatable.
    package init(path: String, program: String? = nil, replacing: Bool = false) throws {
        self.path = path
        let flags = O_WRONLY | O_CREAT | O_CLOEXEC | (replacing ? O_TRUNC : O_EXCL)
        let descriptor = open(path, flags, 0o600)
        guard descriptor >= 0 else {
            let number = errno
            if number == EEXIST { throw JournalError.exists(path: path) }
            throw JournalError.cannotOpen(path: path, reason: String(cString: strerror(number)))
        }
        // As long as it is written, nobody makes room by removing it.
        flock(descriptor, LOCK_EX | LOCK_NB)
        // A file that is replaced keeps its mode otherwise.
        if replacing { fchmod(descriptor, 0o600) }
        state = Mutex(State(file: FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)))
        try write(JournalHeader(program: program))
        try flush()
    }

    /// Adds an event. It is in the file after the next `flush`.
    package func append(_ event: Event) throws {
        try write(event)
    }

    package func flush() throws {
        try state.withLock { state in try flush(&state) }
    }

    /// Writes what is left and closes the file. What is appended later is an error; closing twice is none.
    package func close() throws {
        try state.withLock { state in
            guard let file = state.file else { return }
            defer { state.file = nil }
            try flush(&state)
            do { try file.close() } catch { throw failure(error) }
        }
    }

    private func write(_ value: some Encodable) throws {
        try state.withLock { state in
            guard state.file != nil else { throw JournalError.cannotWrite(path: path, reason: "it is closed") }
            state.buffer += try state.encoder.encode(value)
            state.buffer.append(0x0A)
            if state.buffer.count >= Self.largestBuffer { try flush(&state) }
        }
    }

    private func flush(_ state: inout State) throws {
        guard !state.buffer.isEmpty, let file = state.file else { return }
        // Dropped even if it could not be written: half a line twice would damage more than it saves.
        defer { state.buffer.removeAll(keepingCapacity: true) }
        do { try file.write(contentsOf: state.buffer) } catch { throw failure(error) }
    }

    private func failure(_ error: any Error) -> JournalError {
        .cannotWrite(path: path, reason: error.localizedDescription)
    }
}
