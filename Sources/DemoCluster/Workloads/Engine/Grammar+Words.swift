extension Grammar {
    static let templates = [
        "When {part} {fails}, {watcher} {responds} {soon}.",
        "A request that was {running} on {part} {loses} unless {someone} {helps}.",
        "{Part} keeps {state} in memory, so {loss} when it {ends}.",
        "The cheapest way to {survive} is to {act} before {trouble}.",
        "{Watcher} does not know {secret}; it only sees {signal}.",
        "In a {size} cluster, {trouble} is {often}, and {people} plan for it.",
        "Every token that has reached the client is {fact}, whatever happens to {part}.",
        "{People} often ask why {session} {moves} when {part} {fails}.",
        "The answer depends on {rule}, and on how soon {watcher} {notices}.",
        "A drain gives {part} {time} to {finish}, while a kill gives it nothing.",
        "{Tool} is {useful} here, because it {shows} what {people} would otherwise guess.",
        "If the stream breaks and {someone} {helps}, the reader sees {pause} and then the same sentence going on.",
        "Recovery has three parts: noticing, choosing another place, and rebuilding {state}.",
        "{Measure} tells {people} more than {other}, since it {shows} what a reader feels.",
        "Replicas are {useful} only if {trouble} does not reach all of them at once.",
        "The scheduler places {part} on a node with {resource}, and then the model has to load.",
        "Loading the weights takes {time}, which is why {people} keep {spare}.",
        "A consistent hash keeps {session} in place while {part} joins or leaves the ring.",
        "The ring moves only {session}; the others stay where their caches are warm.",
        "Prefix caching makes {resume} cheap, as long as {state} is still there.",
        "Without {state}, the new engine has to read the whole prompt again before it can {finish}.",
        "Readiness says whether {part} may receive work, and liveness says whether it should be restarted.",
        "A probe that runs every few seconds cannot tell {people} what happened in between.",
        "{Someone} can {act}, but only {tool} proves that it worked.",
        "Timeouts are promises: they say how long {people} are willing to wait for {part}.",
        "A retry is safe when nothing has been sent, and {risky} after the first token.",
        "That is why {someone} has to remember what has already been {read}.",
        "Budgets for disruption stop {people} from removing {part} while {trouble} is being dealt with.",
        "After {trouble}, look at {measure} first and at {other} second.",
        "Queues hide {trouble} for a while, then they make {pause} visible to everyone.",
        "Admission control keeps {part} from taking so much work that it cannot {finish}.",
        "A graceful end means that {part} stops listening, lets streams complete, and then leaves.",
        "{Tool} records {signal}, and {people} have evidence before they {act}.",
        "Chaos tests are {useful} because they turn {trouble} into something that happens on a Tuesday morning.",
        "The control plane may be slow, and yet {part} goes on with what it knows.",
        "Once {watcher} {notices}, the pod is taken off the list and {session} goes elsewhere.",
        "Batching raises throughput, but it also means that {trouble} touches many readers at once.",
        "A stream may end with {signal} and still lack its last event, which {people} look for.",
        "{People} speak of failover when {session} {moves} and nobody has to press a key.",
        "Good systems make {trouble} boring: {watcher} {notices}, {someone} {helps}, and the text goes on.",
        "{Watcher} can only act on {signal}, and that comes {soon}.",
        "A session that stays on one engine finds its cache warm, which {people} notice only when it {moves}.",
        "What a reader remembers of {trouble} is {pause}, or the lack of it.",
        "Upgrades are planned failures, so {people} {act} before they begin.",
        "A pod gets a new name and a new address each time, and who finds it first depends on {rule}.",
        "{Measure} can be taken from outside, without asking {part}.",
        "{People} who keep {spare} sleep better than those who do not.",
        "With {tool} nobody has to guess when {part} {fails}.",
    ]

    static let slots: [String: [String]] = [
        "part": [
            "an engine", "a serving pod", "the decode worker", "one of the replicas", "the inference server",
            "a new engine", "the busiest engine", "a model server", "the GPU worker", "one backend", "an overloaded pod",
            "the last replica",
        ],
        "fails": [
            "disappears", "is evicted", "runs out of memory", "stops answering", "loses its node",
            "is deleted by hand", "crashes without a word", "is replaced during a rollout", "hangs on a driver call",
            "is preempted",
        ],
        "watcher": [
            "the kubelet", "the router", "the control plane", "the endpoint controller", "a readiness probe",
            "the service mesh", "the load balancer", "a watch on the pods",
        ],
        "notices": [
            "notices", "reacts", "finds out", "sees the change", "learns the news",
        ],
        "responds": [
            "notices", "reacts", "finds out", "sees the change", "learns of it", "takes it out of rotation",
            "marks it as gone",
        ],
        "soon": [
            "within a second", "after a few probes", "almost at once", "a little too late",
            "in a few hundred milliseconds", "at the next heartbeat", "before the next request",
            "some seconds later",
        ],
        "running": [
            "halfway through", "decoding", "still in its prefill", "waiting in the queue", "streaming its answer",
            "close to its last token",
        ],
        "loses": [
            "is lost", "breaks off", "ends in the middle of a word", "has to start again",
            "leaves the reader waiting", "never gets its final event",
        ],
        "someone": [
            "the client", "the router", "a gateway", "the caller", "a small proxy in front", "the serving framework",
        ],
        "helps": [
            "resumes the answer", "replays the text so far", "asks another engine to continue", "tries again elsewhere",
            "carries the text over", "remembers every token",
        ],
        "state": [
            "the key value cache", "the attention cache", "the history of each session", "the prefix cache",
            "the batch of running sequences", "the conversation",
        ],
        "loss": [
            "all of it is gone", "the next engine starts cold", "the work has to be repeated",
            "the prompt must be read again", "nothing can be copied", "a warm session turns cold",
        ],
        "ends": [
            "exits", "goes away", "restarts", "is killed", "is rescheduled", "is moved",
        ],
        "survive": [
            "survive a restart", "get over a lost node", "hide a failure", "move a session", "upgrade a model",
            "empty a machine",
        ],
        "act": [
            "drain the pod", "keep a spare replica", "spread the replicas over nodes",
            "send the text so far to another engine", "measure the gap", "practise the failure", "cap the queue",
        ],
        "trouble": [
            "a node failure", "a bad rollout", "an eviction", "a broken driver", "a network partition",
            "a memory leak", "a spot interruption", "a hung process",
        ],
        "secret": [
            "how much text the reader already has", "why the process died", "which tokens were in flight",
            "what the cache contained", "who was waiting", "how long the answer would have been",
        ],
        "signal": [
            "a closed socket", "a missing heartbeat", "a failed probe", "an end of file", "a rising latency",
            "a refused connection", "a deletion timestamp",
        ],
        "size": [
            "small", "large", "busy", "shared", "quiet", "regional", "crowded",
        ],
        "often": [
            "ordinary", "a weekly event", "rare but expensive", "only a matter of time", "more common than it seems",
            "part of normal work",
        ],
        "people": [
            "operators", "engineers", "service owners", "platform teams", "people on call",
            "the people in charge", "careful teams",
        ],
        "fact": [
            "a fact", "kept", "beyond recall", "safe", "worth saving", "already read by somebody",
        ],
        "session": [
            "a session", "the conversation", "a pinned user", "the traffic of one user", "a long chat",
            "a chat of two hours",
        ],
        "moves": [
            "moves", "lands on another engine", "changes its place", "goes to a cold replica", "is routed elsewhere",
            "comes back later",
        ],
        "rule": [
            "the routing policy", "the session key", "the shape of the ring", "the health checks",
            "the number of replicas", "the retry settings",
        ],
        "time": [
            "thirty seconds", "a minute or two", "most of a minute", "a moment", "half a minute",
            "several seconds",
        ],
        "finish": [
            "finish its work", "complete the answer", "serve the next token", "answer the last reader",
            "empty its queue", "keep its promises",
        ],
        "tool": [
            "a trace", "a good dashboard", "the event log", "a recorded run", "a token timeline",
            "the metrics endpoint", "a controlled experiment",
        ],
        "useful": [
            "useful", "worth the effort", "helpful", "a great comfort", "worth having", "more than a luxury",
        ],
        "shows": [
            "shows", "makes visible", "puts a number on", "brings to light", "writes down", "explains",
        ],
        "pause": [
            "a short pause", "a gap of half a second", "one slow token", "a small hesitation", "a moment of silence",
            "a longer delay",
        ],
        "measure": [
            "the time to the next token", "the gap between tokens", "the number of lost tokens", "the recovery time",
            "the tail latency", "the count of broken streams",
        ],
        "other": [
            "the average throughput", "the restart count", "the load of the machines", "the length of the queue",
            "the size of the batch", "the uptime of the pod",
        ],
        "resource": [
            "a free accelerator", "enough memory", "a warm image", "the right driver", "room for the weights",
            "a matching label",
        ],
        "spare": [
            "one replica more than they need", "a warm pool", "some headroom", "a standby engine", "a small reserve",
            "the old version running",
        ],
        "resume": [
            "a resumed answer", "the next turn", "a repeated prompt", "a second attempt", "a moved session",
            "a long prompt",
        ],
        "risky": [
            "risky", "wrong", "a cause of doubled text", "hard to get right", "a different problem",
            "worth a second thought",
        ],
        "read": [
            "read", "received", "shown", "stored", "printed", "counted",
        ],
    ]
}
