import ClusterModel
import TestSupport
import Testing
import TrafficModel

/// Pods, letters, roles, routes and the choice of the router.
struct ClusterTests {
    @Test func lettersAreGivenOnceInOrderAndSkipR() {
        var story = Story()
        for index in 0..<27 {
            story.tell(at: 1, .kubernetes(.pods(.changed(Story.engine("p\(index)", host: index)))))
        }
        let letters = story.state.cluster.engines.map(\.letter)
        #expect(letters.prefix(3) == ["A", "B", "C"])
        #expect(!letters.contains("R"))
        #expect(letters[25] == "A2")
        #expect(Set(letters).count == letters.count)
    }

    @Test func aRelistTellsWhatWasMissed() {
        var story = Story.steady()
        story.tell(
            at: 5, .kubernetes(.pods(.replaced([Story.engine("8wt2h", host: 11), Story.engine("new", host: 14)]))))
        #expect(story.state.cluster.engines.map(\.letter) == ["A", "D"])
        #expect(story.state.cluster.record(named: Story.prefix + "4psb7")?.stage == .gone)
        #expect(story.state.incidents.all.map(\.cause.id) == ["deleted", "deleted", "router-deleted"], "whatever was lost is an incident")
    }

    @Test func anAddressLeadsToThePodThatHasItNow() {
        var story = Story.steady()
        story.tell(at: 3, .kubernetes(.pods(.removed(Story.engine("8wt2h", host: 11)))))
        story.tell(at: 4, .kubernetes(.pods(.changed(Story.engine("again", host: 11)))))
        let cluster = story.state.cluster
        #expect(cluster.record(worker: "http://10.0.0.11:8000", at: Moment(.seconds(5)))?.letter == "D")
        #expect(cluster.record(worker: "http://10.0.0.11:8000", at: Moment(.seconds(2)))?.letter == "A")
        #expect(cluster.record(worker: "http://[fd00::1]:8000", at: Moment(.seconds(5))) == nil)
    }

    @Test func theRouterIsFoundByLabelsThenByName() {
        var byName = Story.routerService
        byName.labels = [:]
        byName.name = "my-router"
        byName.ports = [ServicePort(port: 8080)]
        var story = Story()
        #expect(
            story.tell(at: 1, .kubernetes(.services(.replaced([byName]))))
                == [.connectRouter(.service(namespace: "default", name: "my-router", port: "8080"))])
        #expect(
            story.tell(at: 2, .kubernetes(.services(.changed(Story.routerService))))
                == [.connectRouter(.service(namespace: "default", name: "vllm-router-service", port: "router-sport"))])
        #expect(story.state.router.choice == "found by its labels")
    }

    @Test func aMissingRouterIsSaidWithWhatThereIs() {
        var story = Story { $0.router = .service(name: "nope", port: nil) }
        story.tell(at: 1, .kubernetes(.services(.replaced([Story.routerService]))))
        #expect(story.state.router.endpoint == nil)
        #expect(story.state.router.problem?.contains("vllm-router-service") == true)
        story.tell(.action(.send))
        #expect(story.state.navigation.notice?.text.contains("no service nope") == true)
    }

    @Test func aURLIsConnectedAtOnce() {
        let story = Story { $0.router = .url("http://127.0.0.1:9") }
        #expect(story.commands.first == .connectRouter(.url("http://127.0.0.1:9")))
    }

    @Test func theSelectorsThatAreAskedForFollowTheRouterService() {
        var story = Story()
        let chart = [
            "environment in (router,test),release in (router,test)", "helm-release-name,model", "llm-d.ai/inference-serving",
            "llm-d.ai/inferenceServing", "llm-d.ai/role in (prefill,decode,both,prefill-decode)", "kserve.io/component=workload",
            "component=predictor,serving.kserve.io/inferenceservice", "model.aibrix.ai/name",
        ]
        #expect(story.commands == [.selectPods(chart)])
        #expect(story.tell(at: 1, .kubernetes(.services(.replaced([Story.routerService])))).count == 1, "the chart's own")
        var own = Story.routerService
        own.selector = ["app": "gateway", "tier": "llm"]
        #expect(story.tell(at: 2, .kubernetes(.services(.changed(own)))).contains(.selectPods(chart + ["app=gateway,tier=llm"])))
        let chosen = Story { $0.engineSelector = LabelSelector(["model": "a"]) }
        #expect(chosen.commands == [.selectPods(["model=a"])])
    }

    @Test func aListAfterABreakShowsWhatWasMissed() {
        var story = Story.steady()
        let pods = story.state.cluster.present.map(\.pod)
        let away = SourceState.stale(since: Moment(.seconds(5)), reason: "cut")
        story.tell(at: 5.5, .kubernetes(.source(.pods, away)))
        story.tell(at: 9.2, .kubernetes(.pods(.replaced(Array(pods.dropFirst()) + [Story.engine("fresh", host: 40)]))))
        #expect(story.state.cluster.gaps.last?.words == "pods unseen for 4.2 s: A went, D came")
        #expect(story.state.navigation.notice?.text == "pods unseen for 4.2 s: A went, D came")
        // A list without a break before it is no gap.
        story.tell(at: 10, .kubernetes(.source(.pods, .live)), .kubernetes(.pods(.replaced(pods))))
        #expect(story.state.cluster.gaps.count == 1)
        // The same picture again: that nothing was missed is told too.
        story.tell(at: 20, .kubernetes(.source(.pods, .forbidden("expired"))))
        story.tell(at: 21, .kubernetes(.pods(.replaced(story.state.cluster.present.map(\.pod)))))
        #expect(story.state.cluster.gaps.last?.words == "pods unseen for 1.0 s: nothing was missed")
    }

    @Test func logsOfRunningRoutersAreFollowed() {
        var story = Story.steady()
        guard case .followLogs(let targets)? = story.commands.last(where: { if case .followLogs = $0 { true } else { false } })
        else {
            Issue.record("no log is followed")
            return
        }
        #expect(targets.map(\.container) == ["router-container"])
        let gone = story.tell(at: 3, .kubernetes(.pods(.removed(Story.routerPod()))))
        #expect(gone == [.followLogs([])])
    }

    @Test func statusReadsAsKubectlPrintsIt() {
        var pod = Story.engine("x", host: 1, ready: false)
        #expect(pod.status == "Starting")
        pod.containers[0].state = .waiting(reason: "CrashLoopBackOff")
        #expect(pod.status == "CrashLoopBackOff")
        pod.isTerminating = true
        #expect(pod.status == "Terminating")
    }

    @Test func selectorsParseAsKubectlReadsThem() throws {
        #expect(LabelSelector(parsing: "a=b,c==d") == ["a": "b", "c": "d"])
        let text = "a=b,c notin (d),e in (f,g),h notin (i,j),k,!l"
        #expect(LabelSelector(parsing: "a = b, c != d ,e in (f, g),h notin (i,j),k,!l")?.text == text)
        #expect(LabelSelector(parsing: text)?.text == text)
        let selector = try #require(LabelSelector(parsing: text))
        #expect(selector.matches(["a": "b", "e": "g", "k": ""]))
        for labels in [["a": "b", "e": "g"], ["a": "b", "e": "g", "k": "", "c": "d"], ["a": "b", "e": "g", "k": "", "l": ""]] {
            #expect(!selector.matches(labels), "\(labels)")
        }
        for bad in ["", "=b", "a in b", "a in (b", "a,,b", "a==b=c"] { #expect(LabelSelector(parsing: bad) == nil, "\(bad)") }
    }

    @Test(arguments: [
        ("llm-d.ai/role", "decode", EngineDuty.serves), ("llm-d.ai/role", "prefill", .prefill), ("model.aibrix.ai/name", "m", .serves),
        ("kserve.io/component", "workload", .serves), ("llm-d.ai/inference-serving", "true", .serves),
    ])
    func enginesOfOtherChartsAreKnownByTheirLabels(_ key: String, _ value: String, _ duty: EngineDuty) {
        var story = Story()
        var pod = Story.engine("x", host: 11)
        pod.labels = [key: value]
        story.tell(at: 1, .kubernetes(.pods(.changed(pod))))
        let record = story.state.cluster.record(uid: pod.uid)
        #expect(record?.role == .engine && record?.duty == duty)
        #expect(story.state.cluster.engines.count == (duty == .serves ? 1 : 0))
    }

    @Test func whomTheRouterListsIsAnEngine() {
        var story = Story.steady()
        var pod = Story.engine("own", host: 30)
        pod.labels = ["app": "mine"]
        story.tell(at: 1, .kubernetes(.pods(.changed(pod))))
        #expect(story.state.cluster.record(uid: pod.uid)?.role == .other)
        story.tell(at: 2, .router(.listed([ListedWorker(url: "http://10.0.0.30:8000")])))
        #expect(story.state.cluster.readyEngines.map(\.letter) == ["A", "B", "C", "D"])
    }

    @Test func aPrefillModelIsNamedByTheRoutersArguments() {
        var story = Story()
        var router = Story.routerPod()
        router.containers[0].arguments = ["--prefill-model-labels", "opt125m", "--decode-model-labels", "other"]
        story.tell(at: 1, .kubernetes(.pods(.replaced([Story.engine("a", host: 11), router]))))
        #expect(story.state.cluster.engines.isEmpty && story.state.cluster.uncounted.map(\.duty) == [.prefill])
    }

    /// Long runs forget what has gone; what is there is never forgotten, whatever came before.
    @Test func afterThousandsOfChangesThePodsAreThoseOfTheLastList() {
        var random = SeededGenerator(seed: 4_000)
        var story = Story()
        var truth: [String: Pod] = [:]
        var made = 0
        for step in 0..<4_000 {
            let at = Double(step)
            switch Int.random(in: 0..<10, using: &random) {
            case 0..<4 where truth.count < 8, 0 where truth.isEmpty:
                made += 1
                let pod = Story.engine("p\(made)", host: made % 200, ready: Bool.random(using: &random))
                truth[pod.uid] = pod
                story.tell(at: at, .kubernetes(.pods(.changed(pod))))
            case 4..<7:
                guard var pod = truth.sorted(by: { $0.key < $1.key }).randomElement(using: &random)?.value else { continue }
                pod.isReady.toggle()
                truth[pod.uid] = pod
                story.tell(at: at, .kubernetes(.pods(.changed(pod))))
            case 9:
                // A change that the watch missed, and the list that follows.
                if let gone = truth.keys.sorted().randomElement(using: &random) { truth[gone] = nil }
                story.tell(at: at, .kubernetes(.pods(.replaced(Array(truth.values)))))
            default:
                guard let pod = truth.sorted(by: { $0.key < $1.key }).randomElement(using: &random)?.value else { continue }
                truth[pod.uid] = nil
                story.tell(at: at, .kubernetes(.pods(.removed(pod))))
            }
            let believed = Dictionary(story.state.cluster.engines.map { ($0.pod.uid, $0.pod) }) { first, _ in first }
            #expect(believed == truth && story.state.cluster.engines.count == truth.count, "after \(step) changes")
            if believed != truth { return }
        }
        #expect(made > 512, "more than are kept of those that are gone")
    }
}
