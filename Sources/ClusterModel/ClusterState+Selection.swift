/// Which pods the board needs in full, in the words of the API server: its selectors cannot say "or", so that there are
/// several.
extension ClusterState {
    /// An intent where the pods of the story are no longer those that were asked for.
    mutating func selectPods() -> [ClusterIntent] {
        let selectors = roles.selectors
        guard selectors != selection else { return [] }
        selection = selectors
        return [.selectPods(selectors)]
    }
}

extension RoleRules {
    /// Together they match every pod for which `role(of:)` is not `other`.
    var selectors: [String] {
        let chosen = LabelSelector(router).text
        guard let engines else {
            // The chart's router and engines with one; its engines under labels of one's own with another.
            let isChartRouter = LabelSelector(router) == Self.chartRouter
            return ["environment in (router,test),release in (router,test)", "helm-release-name,model"]
                + Self.others.map(\.text) + (chosen.isEmpty || isChartRouter ? [] : [chosen])
        }
        return [engines.text] + (chosen.isEmpty ? [] : [chosen])
    }
}
