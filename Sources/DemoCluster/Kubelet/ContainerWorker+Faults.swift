/// Faults on request, and a node that is lost.
extension ContainerWorker {
    /// Obeys the annotation as it is now; nil heals.
    func inject(_ word: String?) async {
        guard let word else {
            fault = nil
            return await workload?.heal() ?? ()
        }
        guard let fault = PodFault(rawValue: word) else {
            let known = PodFault.allCases.map(\.rawValue).joined(separator: ", ")
            return record("UnknownFault", "\(PodFault.annotation)=\(word) is none of \(known)", isWarning: true)
        }
        if fault.isMomentary { forgetFault() } else { self.fault = fault }
        switch fault {
        case .oom:
            exceedMemory()
            await workload?.kill()
        case .crash, .stall, .unready, .slow, .cut, .core, .freeze, .sigkill:
            guard let workload, await !workload.inject(fault) else { return }
            if fault == .crash || fault == .sigkill { return await workload.kill() }
            record("UnknownFault", "the container's program does not know the fault \(fault.rawValue)", isWarning: true)
            if self.fault == fault { forgetFault() }
        }
    }

    /// A new process is healthy: the faults of its predecessor are gone.
    func forgetFault() {
        fault = nil
        kubelet.store.update(.pods, ObjectName(pod), uid: pod.uid) {
            $0["metadata", "annotations", PodFault.annotation] = nil
        }
    }

    /// The machine cannot be reached any more. What ran on it goes silent; nothing that is asked of it happens, and its
    /// status is told no more.
    func loseNode() async {
        isUnreachable = true
        if await workload?.inject(.stall) != true { await workload?.kill() }
    }

    /// The machine has been started anew, and its processes are gone.
    func regainNode() async {
        isUnreachable = false
        await workload?.kill()
    }

    /// Waits until the status can be told again; not for a pod that was deleted by force meanwhile.
    func untilReachable() async {
        while isUnreachable, !isRemoved, !Task.isCancelled { try? await clock.sleep(for: .milliseconds(20)) }
    }
}
