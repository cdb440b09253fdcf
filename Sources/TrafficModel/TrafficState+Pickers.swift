import ClusterModel

/// Endpoint pickers, who choose the engine behind a gateway.
extension TrafficState {
    static let pickerLimit = 8

    func pickerTargets(_ cluster: ClusterState) -> [MetricsTarget] {
        cluster.records.values.filter { $0.role != .engine && !$0.isGone && $0.pod.phase == "Running" }.compactMap { record in
            record.pod.pickerMetricsPort.map { MetricsTarget(kind: .picker, namespace: record.pod.namespace, pod: record.identity, port: $0) }
        }
    }

    mutating func note(_ figures: PickerFigures, at moment: Moment, cluster: ClusterState) {
        guard var picker = router.pickers[figures.pod.uid] else {
            router.pickers[figures.pod.uid] = PickerRecord(figures, at: moment)
            // What those chose that are long gone is no finding of today.
            if router.pickers.count > Self.pickerLimit, let oldest = router.pickers.min(by: { $0.value.at < $1.value.at }) {
                router.pickers[oldest.key] = nil
            }
            return
        }
        picker.update(figures, at: moment) { name, time in
            let named = cluster.records.values.filter { $0.pod.name == name }
            return !named.isEmpty && named.allSatisfy { $0.removedAt.map { $0 < time } ?? false }
        }
        router.pickers[figures.pod.uid] = picker
    }
}
