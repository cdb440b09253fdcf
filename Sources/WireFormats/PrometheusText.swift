/// The samples of a metrics page in the Prometheus text format, version 0.0.4.
package struct PrometheusText: Sendable, Equatable {
    package struct Sample: Sendable, Equatable {
        package var name: String
        package var labels: [String: String]
        package var value: Double

        package init(name: String, labels: [String: String] = [:], value: Double) {
            self.name = name
            self.labels = labels
            self.value = value
        }
    }

    package private(set) var samples: [Sample] = []
    /// Lines that are neither a sample, a comment nor blank.
    package private(set) var garbageLines = 0

    /// Reads a whole page. A line that cannot be read is skipped and counted.
    package init(_ page: some Sequence<UInt8>) {
        let bytes = Array(page)
        var start = 0
        while start < bytes.count {
            let end = bytes[start...].firstIndex(of: 0x0A) ?? bytes.count
            var cursor = Cursor(bytes: bytes[start..<end])
            cursor.skipSpaces()
            if let first = cursor.peek, first != UInt8(ascii: "#") {
                if let sample = cursor.sample() { samples.append(sample) } else { garbageLines += 1 }
            }
            start = end + 1
        }
    }

    /// The samples of one name.
    package func samples(named name: String) -> [Sample] {
        samples.filter { $0.name == name }
    }
}

/// A position in one line.
private struct Cursor {
    var bytes: ArraySlice<UInt8>

    var peek: UInt8? { bytes.first }

    mutating func skipSpaces() {
        bytes = bytes.drop { $0 == 0x20 || $0 == 0x09 || $0 == 0x0D }
    }

    mutating func skip(_ character: Unicode.Scalar) -> Bool {
        guard bytes.first == UInt8(ascii: character) else { return false }
        bytes.removeFirst()
        return true
    }

    mutating func sample() -> PrometheusText.Sample? {
        guard let name = word(allowingColon: true) else { return nil }
        skipSpaces()
        var labels: [String: String] = [:]
        if skip("{") {
            guard let read = labelSet() else { return nil }
            labels = read
            skipSpaces()
        }
        let fields = bytes.split(whereSeparator: { $0 == 0x20 || $0 == 0x09 || $0 == 0x0D })
        guard fields.count == 1 || fields.count == 2, let value = Double(String(decoding: fields[0], as: UTF8.self))
        else { return nil }
        // The second field is a time in milliseconds; what is not one makes the line suspect.
        if fields.count == 2, Int64(String(decoding: fields[1], as: UTF8.self)) == nil { return nil }
        return PrometheusText.Sample(name: name, labels: labels, value: value)
    }

    private mutating func labelSet() -> [String: String]? {
        var labels: [String: String] = [:]
        while true {
            skipSpaces()
            if skip("}") { return labels }
            guard let name = word(allowingColon: false) else { return nil }
            skipSpaces()
            guard skip("=") else { return nil }
            skipSpaces()
            guard skip("\""), let value = quoted() else { return nil }
            labels[name] = value
            skipSpaces()
            guard skip(",") || peek == UInt8(ascii: "}") else { return nil }
        }
    }

    private mutating func word(allowingColon: Bool) -> String? {
        let word = bytes.prefix { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "_"),
                UInt8(ascii: "0")...UInt8(ascii: "9"):
                true
            case UInt8(ascii: ":"): allowingColon
            default: false
            }
        }
        guard let first = word.first, !(UInt8(ascii: "0")...UInt8(ascii: "9")).contains(first) else { return nil }
        bytes = bytes[word.endIndex...]
        return String(decoding: word, as: UTF8.self)
    }

    /// The rest of a label value whose opening quote was read; `\\`, `\"` and `\n` are its escapes.
    private mutating func quoted() -> String? {
        var value: [UInt8] = []
        while let byte = bytes.popFirst() {
            switch byte {
            case UInt8(ascii: "\""): return String(decoding: value, as: UTF8.self)
            case UInt8(ascii: "\\"):
                guard let escaped = bytes.popFirst() else { return nil }
                switch escaped {
                case UInt8(ascii: "n"): value.append(0x0A)
                case UInt8(ascii: "\""), UInt8(ascii: "\\"): value.append(escaped)
                default: value += [byte, escaped]
                }
            default: value.append(byte)
            }
        }
        return nil
    }
}
