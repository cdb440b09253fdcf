/// A request that broke with the port-forward tells nothing of the router, nor do those that came before there was another.
extension State {
    func withoutForward(_ results: [ExpectationResult], of incident: Incident) -> [ExpectationResult] {
        let broken = answer(in: incident)?.parts.first { $0.lostForward != nil && !$0.outcome.isComplete }
        guard let reason = broken?.lostForward else { return results }
        return results.map { result in
            let isDoubtful = result.judgement == .deviated || result.judgement == .resumed
            guard isDoubtful, result.expectation != .fastRecovery else { return result }
            var told = result
            told.judgement = .inconclusive
            told.detail = "the port-forward to the router ended during the request (\(reason)): \(result.expectation.title), or not, is unknown"
            return told
        }
    }
}
