import ClusterModel
@testable import KubernetesClient
import Testing


/// Every transition of the list+watch, by hand-fed inputs; objects are numbers, time is seconds, jitter is full.
@Suite struct ListWatchTests {
    typealias Step = WatchStep<Int>
    private var machine = ListWatch<Int>(random: { 1 })

    private func at(_ seconds: Double) -> Moment { Moment(nanoseconds: Int64(seconds * 1e9)) }

    private static let broken = RequestFailure(.connection, "reset")
    private static let gone = RequestFailure(.status(410), "too old")
    private static let watch1 = WatchNext.watch(resourceVersion: "1", timeoutSeconds: 600)

    /// Listed at 1 s, watching since 1 s.
    private mutating func goLive() {
        _ = machine.start(at: at(0))
        _ = machine.pageArrived(ListPage(objects: [1], resourceVersion: "1"), at: at(1))
        _ = machine.watchOpened(at: at(1))
    }

    @Test mutating func `pages become one list that replaces all, then the watch begins there`() {
        #expect(machine.start(at: at(0)) == Step(reports: [.state(.connecting)], next: .list(continueToken: nil)))
        let first = ListPage(objects: [1, 2], resourceVersion: "7", next: "more", skipped: 1)
        #expect(
            machine.pageArrived(first, at: at(1))
                == Step(reports: [.skipped(1), .state(.loading(2))], next: .list(continueToken: "more")))
        #expect(
            machine.pageArrived(ListPage(objects: [3], resourceVersion: "7"), at: at(2))
                == Step(
                    reports: [.change(.replaced([1, 2, 3])), .state(.live)],
                    next: .watch(resourceVersion: "7", timeoutSeconds: 600)))
        #expect(machine.watchOpened(at: at(2)) == Step())
    }

    @Test func `the timeout of a watch is spread over its range`() {
        for (random, expected) in [(0.0, 300), (0.5, 450), (0.9999, 600)] {
            var machine = ListWatch<Int>(random: { random })
            let step = machine.pageArrived(ListPage(objects: [], resourceVersion: "1"), at: at(0))
            #expect(step.next == .watch(resourceVersion: "1", timeoutSeconds: expected))
        }
    }

    @Test mutating func `a page whose token is forgotten begins the list anew and keeps nothing of it`() {
        _ = machine.start(at: at(0))
        _ = machine.pageArrived(ListPage(objects: [1], resourceVersion: "1", next: "t"), at: at(0))
        #expect(machine.failed(Self.gone, at: at(1)) == Step(next: .list(continueToken: nil)))
        let step = machine.pageArrived(ListPage(objects: [2], resourceVersion: "2"), at: at(2))
        #expect(step.reports.first == .change(.replaced([2])))
    }

    @Test mutating func `a watch that is cut off is stale since it was last heard, and goes on`() {
        goLive()
        let step = machine.wasCutOff(Self.broken, since: at(5), at: at(9))
        #expect(step == Step(reports: [.state(.stale(since: at(5), reason: "reset"))], next: .wait(.milliseconds(250))))
        #expect(machine.waited(at: at(9.25)).next == Self.watch1)
        // One that never opened showed nothing: the picture is no younger for it.
        #expect(machine.wasCutOff(Self.broken, since: at(9.25), at: at(9.5)).reports.isEmpty)
        #expect(machine.waited(at: at(10)).next == Self.watch1)
        #expect(machine.watchOpened(at: at(10)) == Step(reports: [.state(.live)]))
    }

    @Test mutating func `a list that breaks goes on with the same page`() {
        _ = machine.start(at: at(0))
        _ = machine.pageArrived(ListPage(objects: [1], resourceVersion: "1", next: "t"), at: at(0))
        #expect(machine.failed(Self.broken, at: at(1)) == Step(next: .wait(.milliseconds(250))))
        #expect(machine.waited(at: at(1.1)) == Step(next: .wait(.milliseconds(150))))
        #expect(machine.waited(at: at(1.15), isServerBack: true) == Step(next: .list(continueToken: "t")))
    }

    @Test mutating func `where it is wanted, a break means a new list, and only a break`() {
        machine = ListWatch<Int>(isReadAnewAfterBreak: true, random: { 1 })
        goLive()
        #expect(machine.watchEnded(at: at(400)).next == Self.watch1)
        _ = machine.watchOpened(at: at(400))
        #expect(machine.failed(Self.broken, at: at(410)).next == .wait(.milliseconds(250)))
        #expect(machine.waited(at: at(410.25)).next == .list(continueToken: nil))
        let step = machine.pageArrived(ListPage(objects: [2], resourceVersion: "9"), at: at(411))
        #expect(step.reports == [.change(.replaced([2])), .state(.live)])
        #expect(step.next == .watch(resourceVersion: "9", timeoutSeconds: 600))
        _ = machine.watchOpened(at: at(411))
        _ = machine.wasCutOff(Self.broken, since: at(415), at: at(419))
        #expect(machine.waited(at: at(420)).next == .list(continueToken: nil))
    }

    @Test mutating func `events change objects and move the version on, bookmarks only the version`() {
        goLive()
        #expect(
            machine.eventArrived(.changed(5, resourceVersion: "5"), at: at(2))
                == Step(reports: [.change(.changed(5))]))
        #expect(
            machine.eventArrived(.removed(5, resourceVersion: "6"), at: at(2))
                == Step(reports: [.change(.removed(5))]))
        #expect(machine.watchEnded(at: at(3)).next == .watch(resourceVersion: "6", timeoutSeconds: 600))
        #expect(machine.eventArrived(.bookmark(resourceVersion: "8"), at: at(4)) == Step())
        #expect(machine.watchEnded(at: at(5)).next == .watch(resourceVersion: "8", timeoutSeconds: 600))
        #expect(machine.eventArrived(.skipped(resourceVersion: "9"), at: at(6)) == Step(reports: [.skipped(1)]))
        #expect(machine.watchEnded(at: at(7)).next == .watch(resourceVersion: "9", timeoutSeconds: 600))
    }

    @Test mutating func `a watch whose time is up is renewed at once and stays live`() {
        goLive()
        #expect(machine.watchEnded(at: at(400)) == Step(next: Self.watch1))
        #expect(machine.watchOpened(at: at(400)) == Step())
    }

    @Test mutating func `a watch that ends at once without a word is not renewed in a tight loop`() {
        goLive()
        #expect(machine.watchEnded(at: at(1.1)) == Step(next: .wait(.milliseconds(250))))
        #expect(machine.waited(at: at(1.35)) == Step(next: Self.watch1))
        _ = machine.watchOpened(at: at(1.35))
        #expect(machine.watchEnded(at: at(1.4)) == Step(next: .wait(.milliseconds(500))))
    }

    @Test mutating func `a version that is forgotten means a new list, by status or inside the watch`() {
        goLive()
        #expect(machine.eventArrived(.error(Self.gone), at: at(60)) == Step(next: .list(continueToken: nil)))
        let step = machine.pageArrived(ListPage(objects: [9], resourceVersion: "9"), at: at(61))
        #expect(step.reports == [.change(.replaced([9]))])
        #expect(step.next == .watch(resourceVersion: "9", timeoutSeconds: 600))
    }

    @Test mutating func `a server that forgets every version is not hammered`() {
        goLive()
        _ = machine.failed(Self.gone, at: at(2))
        _ = machine.pageArrived(ListPage(objects: [], resourceVersion: "2"), at: at(2))
        let step = machine.failed(Self.gone, at: at(2.1))
        #expect(step.next == .wait(.milliseconds(250)))
        #expect(machine.waited(at: at(2.35)).next == .list(continueToken: nil))
    }

    @Test mutating func `a refusal inside the watch waits as long as the server asks`() {
        goLive()
        let late = RequestFailure(.status(504), "Timeout", retryAfter: .seconds(1))
        let step = machine.eventArrived(.error(late), at: at(5))
        #expect(step.reports == [.state(.stale(since: at(5), reason: "Timeout"))])
        // A tenth more than asked at most.
        #expect(step.next == .wait(.seconds(1) + .milliseconds(100)))
        #expect(machine.waited(at: at(6.1)).next == Self.watch1)
        #expect(machine.watchOpened(at: at(6.2)).reports == [.state(.live)])
    }

    @Test mutating func `too many requests are followed by the wait that Retry-After names, up to two minutes`() {
        _ = machine.start(at: at(0))
        let busy = RequestFailure(.status(429), "busy", retryAfter: .seconds(5))
        #expect(machine.failed(busy, at: at(0)).next == .wait(.seconds(5.5)))
        goLive()
        let absurd = RequestFailure(.status(429), "busy", retryAfter: .seconds(86_400))
        _ = machine.failed(absurd, at: at(2))
        // The wait is cut at the moment when late becomes unreachable, and then goes on.
        let step = machine.waited(at: at(12))
        #expect(step.reports == [.state(.unreachable(since: at(2), reason: "busy"))])
        #expect(step.next == .wait(.seconds(110)))
    }

    @Test(arguments: [401, 403])
    mutating func `without permission it says so and asks again slowly`(status: Int) {
        _ = machine.start(at: at(0))
        let refused = RequestFailure(.status(status), "no")
        #expect(
            machine.failed(refused, at: at(0))
                == Step(reports: [.state(.forbidden("no"))], next: .wait(.seconds(30))))
        #expect(machine.waited(at: at(30)) == Step(next: .list(continueToken: nil)))
        #expect(machine.failed(refused, at: at(30)) == Step(next: .wait(.seconds(30))))
        let step = machine.pageArrived(ListPage(objects: [], resourceVersion: "1"), at: at(60))
        #expect(step.reports == [.change(.replaced([])), .state(.live)])
    }

    @Test mutating func `a broken connection is stale at once, unreachable after ten seconds, live when it is back`() {
        goLive()
        #expect(
            machine.failed(Self.broken, at: at(3))
                == Step(reports: [.state(.stale(since: at(3), reason: "reset"))], next: .wait(.milliseconds(250))))
        var now = 3.25
        var reports: [WatchReport<Int>] = []
        while now < 13 {
            reports += machine.waited(at: at(now)).reports
            let step = machine.failed(Self.broken, at: at(now))
            reports += step.reports
            guard case .wait(let pause) = step.next else { break }
            now += pause.seconds
        }
        #expect(abs(now - 13) < 0.001, "woken exactly when ten seconds are over")
        #expect(reports.isEmpty)
        #expect(
            machine.waited(at: at(13)).reports == [.state(.unreachable(since: at(3), reason: "reset"))])
        #expect(machine.watchOpened(at: at(20)).reports == [.state(.live)])
    }

    @Test mutating func `what was never reached says nothing at first, then unreachable since never`() {
        _ = machine.start(at: at(0))
        #expect(machine.failed(Self.broken, at: at(1)).reports == [])
        #expect(
            machine.failed(Self.broken, at: at(10)).reports == [.state(.unreachable(since: nil, reason: "reset"))])
    }

    @Test mutating func `ten good seconds start the waits over, less does not`() {
        goLive()
        #expect(machine.failed(Self.broken, at: at(2)).next == .wait(.milliseconds(250)))
        _ = machine.watchOpened(at: at(3))
        #expect(machine.failed(Self.broken, at: at(8)).next == .wait(.milliseconds(500)))
        _ = machine.watchOpened(at: at(9))
        #expect(machine.failed(Self.broken, at: at(19)).next == .wait(.milliseconds(250)))
    }

    @Test mutating func `a watch that fell silent is opened again; if that fails, the truth ended at the last byte`() {
        goLive()
        #expect(machine.fellSilent(since: at(40), at: at(220)) == Step(next: Self.watch1))
        #expect(
            machine.failed(Self.broken, at: at(221)).reports
                == [.state(.stale(since: at(40), reason: "reset"))])
    }

    @Test mutating func `what a silent watch of pods hid is read anew, and is not news`() {
        machine = ListWatch<Int>(isReadAnewAfterBreak: true, random: { 1 })
        goLive()
        let silent = machine.fellSilent(since: at(40), at: at(115))
        #expect(silent.reports == [.state(.stale(since: at(40), reason: "the watch fell silent"))])
        #expect(silent.next == .list(continueToken: nil))
        #expect(machine.pageArrived(ListPage(objects: [2], resourceVersion: "9"), at: at(115.1)).reports == [.change(.replaced([2])), .state(.live)])
    }
}
