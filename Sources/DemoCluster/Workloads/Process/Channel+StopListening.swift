import NIOCore
import NIOPosix

extension Channel {
    /// Closes a listening socket. Accepting is stopped first and the event loops are let run once around: a connection
    /// that is accepted in the very moment its listener closes is served by nobody, and its async channel then stops
    /// the whole process.
    func stopListening() async {
        await stopAccepting()
        try? await close()
        await Self.letLoopsRun()
    }

    /// The first half, for a socket that its owner closes.
    func stopAccepting() async {
        try? await setOption(.autoRead, value: false).get()
        await Self.letLoopsRun()
    }

    /// An accepted connection goes from the listener's loop to its own and back.
    private static func letLoopsRun() async {
        for _ in 0..<3 {
            for loop in MultiThreadedEventLoopGroup.singleton.makeIterator() {
                try? await loop.submit {}.get()
            }
        }
    }
}
