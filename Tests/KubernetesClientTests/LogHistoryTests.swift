import ClusterModel
import Foundation
import TestSupport
import Testing

@testable import KubernetesClient

@Suite struct LogHistoryTests {
    private func line(_ second: Int, _ fraction: String, _ text: String) -> String {
        "2026-11-23T20:07:\(second < 10 ? "0" : "")\(second).\(fraction)Z \(text)"
    }

    @Test func `time and text are told apart`() {
        #expect(
            LogHistory.split("2026-11-23T20:07:14.5Z a b") == .init(timestamp: "2026-11-23T20:07:14.5Z", at: 1_795_464_434.5, text: "a b"))
        #expect(LogHistory.split("2026-11-23T20:07:14.5Z") == .init(timestamp: "2026-11-23T20:07:14.5Z", at: 1_795_464_434.5, text: ""))
        #expect(LogHistory.split("no time here") == .init(timestamp: nil, text: "no time here"))
    }

    @Test func `after a break the repeated second is dropped, to the line`() {
        var history = LogHistory()
        let before = [line(14, "1", "a"), line(15, "1", "b"), line(15, "2", "c"), line(15, "2", "c")]
        #expect(before.compactMap { history.admit($0)?.text } == ["a", "b", "c", "c"])
        #expect(history.resume() == "2026-11-23T20:07:15Z")
        // A third equal line with an equal timestamp was written after the break: it is news.
        let after = [
            line(15, "1", "b"), line(15, "2", "c"), line(15, "2", "c"), line(15, "2", "c"), line(16, "0", "d"),
        ]
        #expect(after.compactMap { history.admit($0)?.text } == ["c", "d"])
    }

    @Test func `any number of breaks tells each line once`() {
        let log = (0..<40).map { line($0 / 7, "\($0 % 7)", "line \($0)") }
        var random = SeededGenerator(seed: 40)
        for _ in 0..<50 {
            var history = LogHistory()
            var told: [String] = []
            var since = 0
            while told.count < log.count {
                if let time = history.resume() {
                    let second = String(time.prefix(19))
                    since = log.firstIndex { $0.prefix(19) >= second } ?? 0
                }
                let until = min(log.count, since + Int.random(in: 1...15, using: &random))
                told += log[since..<until].compactMap { history.admit($0)?.text }
                if until == since { break }
            }
            #expect(told == log.indices.map { "line \($0)" })
        }
    }

    @Test func `a late line of the other stream is told, and not twice`() {
        var history = LogHistory()
        _ = history.admit(line(15, "9", "out"))
        #expect(history.admit(line(15, "1", "late"))?.text == "late")
        _ = history.resume()
        #expect(history.admit(line(15, "1", "late")) == nil)
        #expect(history.admit(line(15, "9", "out")) == nil)
    }

    @Test(arguments: [
        // A node in China, one in New York, and one whose clocks go back an hour between the two lines.
        ("2026-11-24T04:07:15.2+08:00", "2026-11-24T04:07:16.2+08:00"), ("2026-11-23T15:07:15.2-05:00", "2026-11-23T15:07:16.2-05:00"),
        ("2026-11-23T21:07:15.2+01:00", "2026-11-23T20:07:16.2+00:00"),
    ])
    func `a node's own time is resumed in UTC`(_ first: String, _ second: String) {
        var history = LogHistory()
        _ = history.admit("\(first) a")
        #expect(history.resume() == "2026-11-23T20:07:15Z")
        #expect(history.admit("\(first) a") == nil)
        #expect(history.admit("\(second) b")?.at == 1_795_464_436.2)
        #expect(history.resume() == "2026-11-23T20:07:16Z")
    }

    @Test func `a follow that ends at once, again and again, is not live`() {
        var health = SourceHealth(rules: WatchRules(), random: { 1 })
        func at(_ seconds: Double) -> Moment { Moment(.seconds(seconds)) }
        #expect(health.opened(at: at(0)) == .live)
        for end in [0.1, 1.1] {
            #expect(health.ended(well: true, at: at(end)) == nil)
            #expect(health.pause() <= .seconds(1))
            #expect(health.opened(at: at(end + 0.9)) == nil)
        }
        guard case .stale? = health.ended(well: true, at: at(2.1)) else {
            Issue.record("it is told as live")
            return
        }
        #expect(health.opened(at: at(3)) == nil && health.heard(at: at(3.1)) == nil)
        #expect(health.heard(at: at(6)) == .live, "it is followed again")
    }

    @Test func `nothing seen, nothing to resume from`() {
        var history = LogHistory()
        #expect(history.resume() == nil && history.isEmpty)
        #expect(history.admit("plain")?.timestamp == nil)
        #expect(history.resume() == nil && !history.isEmpty)
    }
}
