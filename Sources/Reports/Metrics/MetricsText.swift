/// Writes the text format of Prometheus, version 0.0.4: families in the order in which they are begun, their samples behind them.
struct MetricsText {
    private(set) var text = ""
    private var name = ""

    enum Kind: String { case counter, gauge, histogram }

    mutating func begin(_ name: String, _ kind: Kind, _ help: String) {
        self.name = "failtop_\(name)"
        text += "# HELP \(self.name) \(help)\n# TYPE \(self.name) \(kind.rawValue)\n"
    }

    mutating func sample(_ labels: KeyValuePairs<String, String>, _ value: Double) { write(name, labels, value) }

    /// - Parameter bounds: seconds, the smallest first.
    mutating func histogram(_ labels: KeyValuePairs<String, String>, _ values: [Double], bounds: [Double]) {
        for bound in bounds { bucket(labels, number(bound), values.count { $0 <= bound }) }
        bucket(labels, "+Inf", values.count)
        write("\(name)_sum", labels, values.reduce(0, +))
        write("\(name)_count", labels, Double(values.count))
    }

    /// Of values that were counted as they came.
    mutating func histogram(_ counts: [(bound: Double, count: Int)], count: Int, sum: Double) {
        for each in counts { bucket([:], number(each.bound), each.count) }
        bucket([:], "+Inf", count)
        write("\(name)_sum", [:], sum)
        write("\(name)_count", [:], Double(count))
    }

    private mutating func bucket(_ labels: KeyValuePairs<String, String>, _ bound: String, _ count: Int) {
        text += "\(name)_bucket\(Self.labels(Array(labels) + [("le", bound)])) \(count)\n"
    }

    private mutating func write(_ name: String, _ labels: KeyValuePairs<String, String>, _ value: Double) {
        text += "\(name)\(Self.labels(Array(labels))) \(number(value))\n"
    }

    private static func labels(_ labels: [(key: String, value: String)]) -> String {
        guard !labels.isEmpty else { return "" }
        return "{" + labels.map { "\($0.key)=\"\(escaped($0.value))\"" }.joined(separator: ",") + "}"
    }

    /// As the format has it; what would reach a terminal is gone already.
    private static func escaped(_ value: String) -> String {
        value.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\n", with: "\\n")
    }

    private func number(_ value: Double) -> String {
        guard value.isFinite else { return value.isNaN ? "NaN" : value > 0 ? "+Inf" : "-Inf" }
        return Int(exactly: value).map(String.init) ?? "\(value)"
    }
}
