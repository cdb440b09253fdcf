import ClusterModel

/// The rows of the pods pane, as they are shown.
extension State {
    /// What the filter leaves of engines and routers; last what only the router still lists.
    package var podRows: [PodRecord] {
        var rows = cluster.present + ghosts
        if let sort = navigation.podSort { rows = ordered(rows, by: sort) }
        guard !navigation.filter.isEmpty else { return rows }
        return rows.filter { navigation.matchesFilter("\($0.letter) \($0.pod.name) \($0.pod.status)") }
    }

    /// As last sorted, those that came since where they belong. A replay, which sorts at no time, sorts now.
    private func ordered(_ rows: [PodRecord], by sort: PodSort) -> [PodRecord] {
        let rows = sorted(rows, by: sort)
        guard !navigation.podOrder.isEmpty else { return rows }
        let places = Dictionary(navigation.podOrder.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
        let (known, new) = (rows.filter { places[$0.pod.uid] != nil }, rows.filter { places[$0.pod.uid] == nil })
        return known.sorted { places[$0.pod.uid, default: 0] < places[$1.pod.uid, default: 0] } + new
    }

    /// Rows stay where they are for a second, and as long as a dialog is open; the selection goes with its pod.
    mutating func sortPods() {
        guard let sort = navigation.podSort, navigation.dialog == nil, navigation.podsSortedAt.map({ now - $0 >= .seconds(1) }) ?? true else { return }
        let selected = navigation.selection[.pods] == nil ? nil : selectedPod?.identity
        navigation.podOrder = sorted(cluster.present + ghosts, by: sort).map(\.pod.uid)
        navigation.podsSortedAt = now
        if let selected, let row = podRows.firstIndex(where: { $0.identity == selected }) { navigation.selection[.pods] = row }
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
