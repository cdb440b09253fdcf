extension State {
    /// An incident in one line, to paste into a chat or a ticket. Says nothing that is not known.
    public func summary(of incident: Incident) -> String {
        var parts = ["\(incident.cause.isPlanned ? "planned change" : "incident") \(incident.number)"]
        parts.append(UTCTime(start.wallClock(at: incident.origin)).text)
        if let identity = cluster.identity { parts.append("\(identity.context)/\(identity.namespace)") }
        parts.append("\(incident.pod.name) \(incident.cause.predicate)")
        if let gap = incident.detectionGap { parts.append("detection \(gap.inWords)") }
        if let gap = incident.serviceGap { parts.append("service gap \(gap.inWords)") }
        if let gap = incident.capacityGap { parts.append("capacity gap \(gap.inWords)") }
        let failed = failedRequests(after: incident).count
        if failed > 0 { parts.append("\(failed) requests failed") }
        parts.append(ending(incident))
        return parts.joined(separator: " · ")
    }

    private func ending(_ incident: Incident) -> String {
        guard let closed = incident.closedAt else {
            return "open for \((now - incident.origin).inWords)"
        }
        if let newer = incident.supersededBy {
            return "superseded by incident \(newer), a kill, after \((closed - incident.origin).inWords)"
        }
        return "\(incident.cause.isPlanned ? "over" : "recovered") after \((closed - incident.origin).inWords)"
    }
}

/// A time of day and date in UTC, as ISO 8601 writes it.
struct UTCTime: Equatable {
    var text: String

    /// - Parameter unixTime: seconds.
    init(_ unixTime: Double) {
        guard unixTime.isFinite, abs(unixTime) < 1e11 else {
            text = "unknown time"
            return
        }
        let seconds = Int(unixTime.rounded(.down))
        let day = Int((Double(seconds) / 86_400).rounded(.down))
        let rest = seconds - day * 86_400
        // Days are counted from 1 March of the year 0, so that the leap day is the last of a year.
        let shifted = day + 719_468
        let era = Int((Double(shifted) / 146_097).rounded(.down))
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        let date = [year, month, dayOfYear - (153 * shiftedMonth + 2) / 5 + 1].map(Self.padded).joined(separator: "-")
        text = "\(date)T\([rest / 3600, rest / 60 % 60, rest % 60].map(Self.padded).joined(separator: ":"))Z"
    }

    private static func padded(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
}
