import Foundation
import Testing

@testable import DemoCluster

struct StoreTests {
    private func node(_ name: String) -> JSONValue { ["metadata": ["name": .string(name)], "spec": [:]] }

    @Test func `every change has the next version`() throws {
        let store = ObjectStore(firstRevision: 10)
        let created = try #require(store.create(.nodes, node("a")))
        #expect(created.resourceVersion == 11)
        #expect(!created.uid.isEmpty)
        #expect(store.create(.nodes, node("a")) == nil, "the name is taken")
        let changed = try #require(store.update(.nodes, ObjectName("", "a")) { $0["spec", "x"] = 1 })
        #expect(changed.resourceVersion == 12)
        store.update(.nodes, ObjectName("", "a")) { $0["spec", "x"] = 1 }
        #expect(store.revision == 12, "a change that changes nothing is none")
        #expect(store.remove(.nodes, ObjectName("", "a"), uid: "other") == nil)
        #expect(store.remove(.nodes, ObjectName("", "a"))?.resourceVersion == 13)
        #expect(store.get(.nodes, ObjectName("", "a")) == nil)
        #expect(store.items(.nodes).isEmpty)
    }

    @Test func `a watch resumes where it was left`() async throws {
        let store = ObjectStore(firstRevision: 0)
        store.create(.nodes, node("a"))
        store.create(.nodes, node("b"))
        let watch = try store.watch(.nodes, from: .after(1))
        #expect(watch.initial.map(\.object.name) == ["b"])
        store.remove(.nodes, ObjectName("", "a"))
        var changes = watch.changes.makeAsyncIterator()
        let next = await changes.next()
        #expect(next?.kind == .deleted)
        #expect(next?.revision == 3)
    }

    @Test func `a watch that has ended is let go with the next change`() async throws {
        let store = ObjectStore(firstRevision: 0)
        for _ in 0..<3 {
            _ = try store.watch(.nodes)
            _ = store.podEvents(namespace: "default", selector: "a=b")
        }
        store.create(.nodes, node("a"))
        #expect(store.state.withLock { $0.watchers.values.map(\.type) } == [.pods, .pods, .pods])
    }

    /// The end of a task and the change that wakes it each hold a lock that the other wants. The changes come from a thread of
    /// their own with pauses, so that watchers are asleep when they are cancelled: those that never sleep show nothing.
    @Test(.timeLimit(.minutes(1))) func `watches that are cancelled amid changes stop nobody`() async {
        let store = ObjectStore(firstRevision: 0)
        let logs = LogStore()
        store.create(.nodes, node("a"))
        let isOver = Latch<Void>()
        Thread.detachNewThread {
            var number = 0
            while isOver.current == nil {
                number += 1
                store.update(.nodes, ObjectName("", "a")) { $0["spec", "x"] = .int(number) }
                logs.append("\(number)", pod: "a")
                usleep(UInt32(number % 40))
            }
        }
        for _ in 0..<3_000 {
            await withTaskGroup { watchers in
                for _ in 0..<4 {
                    watchers.addTask {
                        guard let watch = try? store.watch(.nodes) else { return }
                        for await _ in watch.changes {}
                    }
                    watchers.addTask { for await _ in logs.follow(pod: "a").new {} }
                }
                for _ in 0..<4 { await Task.yield() }
                watchers.cancelAll()
            }
        }
        isOver.set(())
    }

    @Test func `versions beyond the history are expired, future ones too large`() throws {
        let store = ObjectStore(historyLimit: 4, firstRevision: 0)
        for number in 0..<20 { store.create(.nodes, node("n\(number)")) }
        #expect(throws: ObjectStore.WatchError.tooLarge(requested: 21, current: 20)) {
            try store.watch(.nodes, from: .after(21))
        }
        let error = #expect(throws: ObjectStore.WatchError.self) { try store.watch(.nodes, from: .after(1)) }
        guard case .expired(1, let oldest) = error else {
            Issue.record("expected an expired version, got \(String(describing: error))")
            return
        }
        #expect(try store.watch(.nodes, from: .after(oldest)).initial.count == 20 - oldest)
    }

    @Test func `an object that stops to match is deleted for the watcher`() {
        let change = StoreChange(
            kind: .modified, type: .pods, object: ["metadata": ["labels": ["a": "2"]]],
            previous: ["metadata": ["labels": ["a": "1"]]])
        #expect(change.seen { $0.labels["a"] == "1" }?.kind == .deleted)
        #expect(change.seen { $0.labels["a"] == "2" }?.kind == .added)
        #expect(change.seen { $0.labels["a"] != nil }?.kind == .modified)
        #expect(change.seen { $0.labels["b"] != nil } == nil)
    }

    @Test func `pod podEvents begin with the present pods`() async throws {
        let store = ObjectStore()
        let pod: JSONValue = [
            "metadata": ["name": "a", "namespace": "default", "labels": ["environment": "test"]],
            "status": ["podIP": "127.77.1.2"],
        ]
        store.create(.pods, pod)
        var podEvents = store.podEvents(namespace: "default", selector: "environment=test").makeAsyncIterator()
        let first = await podEvents.next()
        #expect(first?.ip == "127.77.1.2")
        #expect(first?.isReady == false)
        store.update(.pods, ObjectName("default", "a")) { $0.setCondition("Ready", true, at: .now) }
        #expect(await podEvents.next()?.isReady == true)
        store.remove(.pods, ObjectName("default", "a"))
        #expect(await podEvents.next()?.isRemoved == true)
    }
}
