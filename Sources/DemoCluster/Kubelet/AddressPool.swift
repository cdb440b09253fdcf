import NIOCore
import NIOPosix
import Synchronization

/// The pod addresses of one run: `127.77.X.2` and up. X is free when the run begins, and stays taken while it lasts,
/// by a listener on `127.77.X.1:8000`; so two demos never share an address.
final class AddressPool: Sendable {
    struct NoSubnetError: Error, CustomStringConvertible {
        var lastError: String
        var description: String {
            "no free pod network among 127.77.0.0/16: tried to listen on 127.77.X.1:8000 for 40 values of X, the last "
                + "answer was: \(lastError). The demo needs a loopback interface that takes all of 127.0.0.0/8."
        }
    }

    let subnet: Int
    private let lock: any Channel
    private let next = Mutex(2)

    private init(subnet: Int, lock: any Channel) {
        self.subnet = subnet
        self.lock = lock
    }

    /// Takes a free subnet: with the same seed the same one, where nobody has it, so that a session comes to the same engine.
    ///
    /// - Parameter preferred: is tried first.
    static func claim(preferred: Int? = nil, seed: UInt64) async throws -> AddressPool {
        let random = NameGenerator(seed: Hash.mix(seed))
        var lastError = ""
        for attempt in 0..<40 {
            let subnet = (attempt == 0 ? preferred : nil) ?? random.number(below: 256)
            do {
                let lock = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
                    .childChannelInitializer { $0.close() }
                    .bind(host: "127.77.\(subnet).1", port: 8000).get()
                return AddressPool(subnet: subnet, lock: lock)
            } catch {
                lastError = "\(error)"
            }
        }
        throw NoSubnetError(lastError: lastError)
    }

    /// An address that no pod of this run has had; after 253 pods the oldest come again.
    func take() -> String {
        let host = next.withLock { next in
            defer { next = next == 254 ? 2 : next + 1 }
            return next
        }
        return "127.77.\(subnet).\(host)"
    }

    /// The address of the node with a number: `127.78.X.1` and up.
    func node(_ number: Int) -> String { "127.78.\(subnet).\(number)" }

    func release() async { try? await lock.close() }
}
