import BoardRuntime
import Testing

/// What becomes of services and of their errors when the front ends, and the other way round.
@MainActor
struct ServicesTests {
    private struct Broken: Error {}

    /// Returns when it is cancelled.
    private nonisolated static func waitForTheEnd() async {
        for await _ in AsyncStream<Void>.makeStream().stream {}
    }

    @Test func aServiceThatFailsEndsTheFront() async {
        await #expect(throws: Broken.self) {
            try await Services.run([{ throw Broken() }]) { await Self.waitForTheEnd() }
        }
    }

    /// Another one that never ends by itself is not waited for.
    @Test func itEndsTheOthersToo() async {
        await #expect(throws: Broken.self) {
            try await Services.run([{ await Self.waitForTheEnd() }, { throw Broken() }]) { await Self.waitForTheEnd() }
        }
    }

    @Test func whatAServiceSaysWhenItIsCutShortIsNoFailure() async throws {
        var hasEnded = false
        try await Services.run([
            {
                await Self.waitForTheEnd()
                throw Broken()
            }
        ]) { hasEnded = true }
        #expect(hasEnded)
    }

    @Test func theErrorOfTheFrontIsTold() async {
        await #expect(throws: Broken.self) {
            try await Services.run([{ await Self.waitForTheEnd() }]) { throw Broken() }
        }
    }
}
