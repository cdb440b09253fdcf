import ClusterModel

/// The rows of the pods pane, as they are shown.
extension State {
    /// What the filter leaves of engines and routers; last what only the router still lists.
    package var podRows: [PodRecord] {
        let rows = cluster.present + ghosts
        guard !navigation.filter.isEmpty else { return rows }
        return rows.filter { navigation.matchesFilter("\($0.letter) \($0.pod.name) \($0.pod.status)") }
    }

    /// The selected row; nil where there is none.
    package var selectedPod: PodRecord? {
        let rows = podRows
        return rows.isEmpty ? nil : rows[min(navigation.selection[.pods] ?? 0, rows.count - 1)]
    }
}

extension NavigationState {
    package func matchesFilter(_ text: String) -> Bool {
        filter.isEmpty || text.lowercased().contains(filter.lowercased())
    }
}
