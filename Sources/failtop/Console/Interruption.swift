import Dispatch
import Foundation

/// Waits for SIGINT, SIGTERM or SIGHUP, for commands without a board.
enum Interruption {
    static func wait() async {
        let (stream, continuation) = AsyncStream.makeStream(of: Int32.self)
        let sources = [SIGINT, SIGTERM, SIGHUP].map { number in
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number)
            source.setEventHandler { continuation.yield(number) }
            source.resume()
            return source
        }
        for await _ in stream { break }
        for source in sources { source.cancel() }
        // A second Ctrl-C does not wait for what is taken down; a terminal that goes away says so twice by itself.
        signal(SIGINT, SIG_DFL)
    }
}
