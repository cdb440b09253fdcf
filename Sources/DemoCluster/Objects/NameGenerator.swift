import Synchronization

/// Random names from a seed, in the alphabet that Kubernetes uses: no vowels, no look-alikes, so no words arise.
final class NameGenerator: Sendable {
    private static let alphabet = Array("bcdfghjklmnpqrstvwxz2456789")
    private let state: Mutex<UInt64>

    init(seed: UInt64) { state = Mutex(seed) }

    /// The next number of a SplitMix64 sequence.
    func next() -> UInt64 {
        state.withLock { state in
            state &+= 0x9e37_79b9_7f4a_7c15
            var z = state
            z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
            z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
            return z ^ (z >> 31)
        }
    }

    func number(below bound: Int) -> Int { Int(next() % UInt64(max(bound, 1))) }

    /// Five characters, as in `vllm-569b694564-cn9tb`.
    func suffix(length: Int = 5) -> String {
        String((0..<length).map { _ in Self.alphabet[number(below: Self.alphabet.count)] })
    }

    /// The `pod-template-hash` of a template: FNV-1a 32, its decimal digits written in the same alphabet.
    static func templateHash(_ template: JSONValue) -> String {
        var hash: UInt32 = 2_166_136_261
        for byte in template.bytes { hash = (hash ^ UInt32(byte)) &* 16_777_619 }
        return String(String(hash).utf8.map { alphabet[Int($0) % alphabet.count] })
    }
}
