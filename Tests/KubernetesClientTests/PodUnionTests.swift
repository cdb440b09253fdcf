import ClusterModel
@testable import KubernetesClient
import Testing


/// Several watches told as one.
@Suite struct PodUnionTests {
    private var union = PodUnion()

    private func pod(_ name: String, version: Int = 1) -> Pod {
        Pod(identity: PodIdentity(name: name, uid: name), namespace: "ns", resourceVersion: "\(version)")
    }

    /// Both selectors live, `a` in one and `b` in both.
    private mutating func goLive() {
        _ = union.select(["x", "y"])
        _ = union.apply(.change(.replaced([pod("a"), pod("b")])), of: "x")
        _ = union.apply(.state(.live), of: "x")
        _ = union.apply(.change(.replaced([pod("b", version: 2)])), of: "y")
        _ = union.apply(.state(.live), of: "y")
        _ = union.applyCount(.change(.replaced(["a", "b", "c"])))
        _ = union.applyCount(.state(.live))
    }

    @Test mutating func `the list is told when all have it, the source is as good as its worst part`() {
        #expect(union.select(["x", "y"]) == [.source(.pods, .connecting)])
        #expect(union.apply(.change(.replaced([pod("a")])), of: "x").isEmpty)
        #expect(union.apply(.state(.live), of: "x").isEmpty)
        #expect(union.applyCount(.state(.loading(500))).isEmpty)
        #expect(union.apply(.change(.replaced([pod("a", version: 3), pod("b")])), of: "y").isEmpty)
        #expect(
            union.apply(.state(.live), of: "y")
                == [.pods(.replaced([pod("a", version: 3), pod("b")])), .source(.pods, .loading(500))])
        #expect(union.applyCount(.change(.replaced(["a", "b", "c"]))) == [.podCount(3)])
        #expect(union.applyCount(.state(.live)) == [.source(.pods, .live)])
    }

    @Test mutating func `a pod that two have is gone when neither has it`() {
        goLive()
        #expect(union.apply(.change(.removed(pod("b"))), of: "x").isEmpty)
        #expect(union.apply(.change(.removed(pod("b"))), of: "y") == [.pods(.removed(pod("b")))])
    }

    @Test mutating func `the slower of two watches tells nothing old`() {
        goLive()
        #expect(union.apply(.change(.changed(pod("b", version: 5))), of: "x") == [.pods(.changed(pod("b", version: 5)))])
        #expect(union.apply(.change(.changed(pod("b", version: 4))), of: "y").isEmpty)
        #expect(union.apply(.change(.changed(pod("b", version: 6))), of: "y") == [.pods(.changed(pod("b", version: 6)))])
    }

    @Test mutating func `a break of one is told whole when all are back`() {
        goLive()
        let stale = SourceState.stale(since: .zero, reason: "cut")
        #expect(union.apply(.state(stale), of: "x") == [.source(.pods, stale)])
        #expect(union.apply(.state(stale), of: "y").isEmpty)
        #expect(union.apply(.change(.replaced([pod("b")])), of: "x").isEmpty)
        #expect(union.apply(.state(.live), of: "x").isEmpty)
        #expect(union.apply(.change(.changed(pod("d"))), of: "y") == [.pods(.changed(pod("d")))])
        #expect(union.apply(.change(.replaced([pod("d")])), of: "y").isEmpty)
        #expect(
            union.apply(.state(.live), of: "y") == [.pods(.replaced([pod("b"), pod("d")])), .source(.pods, .live)])
    }

    @Test mutating func `others that are selected are waited for before anything seems gone`() {
        goLive()
        #expect(union.select(["y", "z"]) == [.source(.pods, .connecting)])
        #expect(union.apply(.change(.changed(pod("a"))), of: "x").isEmpty, "no longer followed")
        #expect(union.apply(.change(.replaced([pod("e")])), of: "z").isEmpty)
        #expect(
            union.apply(.state(.live), of: "z")
                == [.pods(.replaced([pod("b", version: 2), pod("e")])), .source(.pods, .live)])
    }

    @Test mutating func `rows are counted by name, each once`() {
        goLive()
        #expect(union.applyCount(.change(.changed("c"))).isEmpty)
        #expect(union.applyCount(.change(.changed("d"))) == [.podCount(4)])
        #expect(union.applyCount(.change(.removed("c"))) == [.podCount(3)])
        #expect(union.applyCount(.change(.removed("c"))).isEmpty)
    }
}
