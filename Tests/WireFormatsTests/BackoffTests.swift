import Testing
import WireFormats

@Suite struct BackoffTests {
    @Test func `waits double up to the limit`() {
        var backoff = Backoff(first: .seconds(1), limit: .seconds(6), resetAfter: .seconds(10))
        #expect((0..<5).map { _ in backoff.next(random: 1) } == [1, 2, 4, 6, 6].map { .seconds($0) })
    }

    @Test(arguments: [0.0, 0.3, 0.999, -5, 7])
    func `jitter stays between half and all`(random: Double) {
        var backoff = Backoff(first: .seconds(2), limit: .seconds(2))
        let wait = backoff.next(random: random)
        #expect(wait >= .seconds(1) && wait <= .seconds(2))
    }

    @Test func `only quiet of enough length starts over`() {
        var backoff = Backoff(first: .seconds(1), limit: .seconds(60), resetAfter: .seconds(10))
        _ = backoff.next(random: 1)
        backoff.held(for: .seconds(9))
        #expect(backoff.next(random: 1) == .seconds(2))
        backoff.held(for: .seconds(10))
        #expect(backoff.next(random: 1) == .seconds(1))
    }
}
