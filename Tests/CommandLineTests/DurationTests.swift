import ArgumentParser
import ClusterModel
import Testing

@testable import DemoCluster
@testable import failtop
@testable import YAMLFiles

/// Durations as people write them.
struct DurationTests {
    private static let readable: [(String, Duration)] = [
        ("250ms", Duration.milliseconds(250)), ("5s", .seconds(5)), ("90s", .seconds(90)), ("2m", .seconds(120)), ("90m", .seconds(5_400)),
        ("8h", .seconds(28_800)), ("1h30m", .seconds(5_400)), ("1h30m15s250ms", .milliseconds(5_415_250)), ("1.5s", .milliseconds(1_500)),
        ("0.1", .milliseconds(100)), ("7", .seconds(7)), ("0", .zero), ("8784h", .seconds(366 * 86_400)),
        ("30d", .seconds(30 * 86_400)), ("366d", .seconds(366 * 86_400)), ("1d12h", .seconds(36 * 3_600)),
    ]

    @Test(arguments: readable)
    func isRead(_ text: String, _ duration: Duration) throws {
        #expect(try DurationText.parse(text) == duration)
        #expect(try DurationText.parse(duration.written) == duration)
    }

    @Test(arguments: ["", "s", "5 s", "-5s", "1m2h", "1m2m", "5x", "1h30", ".5s", "5.s", "1..5s", "٥s", "1e3", "0x10", "NaN", "inf", "8hours"])
    func isRefused(_ text: String) {
        #expect(throws: DurationText.Problem(description: "expected a duration such as 250ms, 90s, 5m, 8h or 1h30m")) {
            try DurationText.parse(text)
        }
    }

    @Test(arguments: ["99999999999", "8785h", "367d", String(repeating: "9", count: 400) + "s"])
    func whatIsTooLongIsRefused(_ text: String) {
        #expect(throws: DurationText.Problem(description: "longer than a year (8784h)")) { try DurationText.parse(text) }
    }

    @Test func eachIsWrittenAsItIsRead() {
        #expect(Duration.seconds(5_400).written == "1h30m" && Duration.milliseconds(250).written == "250ms")
        #expect(Duration.zero.written == "0s" && DurationArgument(.seconds(300)).description == "5m")
    }

    /// Every option that takes one, with the command that has it.
    private static let options: [[String]] = [
        ["watch", "--until-incident", "--timeout"], ["watch", "--max-gap"], ["watch", "--max-recovery"], ["watch", "--stall-after"],
        ["demo", "--startup-delay"], ["test", "--kill-after"], ["train", "check", "first-failover", "--wait"],
        ["export", "run.jsonl", "--at"], ["replay", "run.jsonl", "--idle-limit"],
        ["history", "--since"],
    ]

    @Test(arguments: options) func everyOptionTakesIt(_ words: [String]) throws {
        for time in ["250ms", "90s", "90m", "8h", "1h30m"] {
            #expect(throws: Never.self) { try Failtop.parsed(words + [time]) }
        }
        for (time, reason) in [("99999999999", "longer than a year"), ("soon", "expected a duration such as")] {
            do {
                _ = try Failtop.parsed(words + [time])
                Issue.record("\(words) took \(time)")
            } catch {
                let message = Failtop.message(for: error)
                #expect(message.contains(reason) && message.contains(time), "\(message)")
            }
        }
    }

    @Test func noTimeOverflowsTheClock() {
        let latest = Moment(.seconds(Int64.max))
        #expect(latest == Moment(nanoseconds: .max) && Moment(.seconds(Int64.min)) == Moment(nanoseconds: .min))
        #expect(latest + .seconds(1) == latest && Moment(nanoseconds: .min) + .seconds(-1) == Moment(nanoseconds: .min))
        #expect((latest - Moment(nanoseconds: .min)).seconds > 1.8e10)
        #expect(Moment(.milliseconds(1_500)).nanoseconds == 1_500_000_000 && Moment(.zero) + .milliseconds(-1) == Moment(nanoseconds: -1_000_000))
        #expect((Duration.seconds(Int64.max) * 10).seconds > 1e18)
    }
}
