/// How a pod's role is read from its labels, and from what the router lists.
package struct RoleRules: Sendable, Equatable {
    /// The operator's choice of engines.
    var engines: LabelSelector?
    /// The selector of the chosen router service; empty until one was chosen.
    var router: [String: String]
    /// uids of pods that the router lists as workers, whatever their labels say.
    var listed: Set<String> = []
    /// Models whose engines only read prompts, as the router's arguments name them.
    var prefillModels: Set<String> = []

    func role(of pod: Pod) -> PodRole {
        if !router.isEmpty, LabelSelector(router).matches(pod.labels) { return .router }
        if let engines { return engines.matches(pod.labels) ? .engine : .other }
        if Self.chartRouter.matches(pod.labels) { return .router }
        if Self.presets.contains(where: { $0.matches(pod.labels) }) { return .engine }
        return listed.contains(pod.uid) ? .engine : .other
    }

    /// Whoever is listed gets requests, also within a group.
    func duty(of pod: Pod) -> EngineDuty {
        let labelled = pod.labelledDuty
        if let model = pod.labels["model"], prefillModels.contains(model) { return .prefill }
        return labelled == .worker && listed.contains(pod.uid) ? .serves : labelled
    }

    /// The production stack's chart labels its router so.
    package static let chartRouter: LabelSelector = ["environment": "router", "release": "router"]

    /// Engines as charts label them, where the operator chose none.
    static let presets = [chartEngine, namedChartEngine] + others

    /// The production stack's, by default, and always with their model and release.
    private static let chartEngine: LabelSelector = ["environment": "test", "release": "test"]
    private static let namedChartEngine = LabelSelector(
        expressions: [LabelExpression("model", .exists), LabelExpression("helm-release-name", .exists)])

    /// llm-d's (with its older spelling), KServe's two kinds, AIBrix's.
    static let others = [
        LabelSelector(expressions: [LabelExpression("llm-d.ai/inference-serving", .exists)]),
        LabelSelector(expressions: [LabelExpression("llm-d.ai/inferenceServing", .exists)]),
        LabelSelector(expressions: [LabelExpression("llm-d.ai/role", .isIn, ["prefill", "decode", "both", "prefill-decode"])]),
        LabelSelector(["kserve.io/component": "workload"]),
        LabelSelector(["component": "predictor"], expressions: [LabelExpression("serving.kserve.io/inferenceservice", .exists)]),
        LabelSelector(expressions: [LabelExpression("model.aibrix.ai/name", .exists)]),
    ]
}
