/// Tells how much time has passed, thirty times a second, until the task is cancelled.
@MainActor
enum FrameClock {
    private static let frame = Duration.milliseconds(33)

    static func run(_ tick: (Duration) -> Void) async {
        var last = ContinuousClock.now
        while !Task.isCancelled {
            try? await Task.sleep(for: frame)
            if Task.isCancelled { return }
            let now = ContinuousClock.now
            tick(now - last)
            last = now
        }
    }
}
