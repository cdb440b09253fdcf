/// Times as logs write them, in Unix seconds.
enum LogTime {
    /// `2026-11-26T17:35:08.702Z`, or with `+01:00` in place of the Z.
    static func rfc3339(_ text: Substring) -> Double? {
        var reader = Reader(text)
        guard let year = reader.number(4), reader.take("-"), let month = reader.number(2), reader.take("-"),
            let day = reader.number(2), reader.take("T"), let clock = reader.clock(), let days = days(year, month, day)
        else { return nil }
        if reader.take("Z") { return reader.isAtEnd ? days + clock : nil }
        guard let zone = reader.zone() else { return nil }
        return days + clock - zone
    }

    /// `26/Nov/2026:17:46:19 +0000`, or without a zone and with milliseconds.
    static func common(_ text: Substring) -> (seconds: Double, hasZone: Bool)? {
        var reader = Reader(text)
        guard let day = reader.number(2), reader.take("/"), let month = reader.month(), reader.take("/"),
            let year = reader.number(4), reader.take(":"), let clock = reader.clock(), let days = days(year, month, day)
        else { return nil }
        if reader.isAtEnd { return (days + clock, false) }
        guard reader.take(" "), let zone = reader.zone() else { return nil }
        return (days + clock - zone, true)
    }

    /// Seconds from 1970 to the beginning of a day (the usual count of days of the civil calendar, years from March on).
    private static func days(_ year: Int, _ month: Int, _ day: Int) -> Double? {
        guard (1...12).contains(month), (1...31).contains(day), year >= 1970 else { return nil }
        let march = month > 2 ? year : year - 1
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        return Double((march * 365 + march / 4 - march / 100 + march / 400 + dayOfYear - 719_468) * 86_400)
    }

    private struct Reader {
        private var bytes: ArraySlice<UInt8>

        init(_ text: Substring) { bytes = Array(text.utf8.prefix(40))[...] }

        var isAtEnd: Bool { bytes.isEmpty }

        mutating func take(_ scalar: Unicode.Scalar) -> Bool {
            guard let byte = bytes.first, Unicode.Scalar(byte) == scalar else { return false }
            bytes.removeFirst()
            return true
        }

        mutating func number(_ digits: Int) -> Int? {
            let head = bytes.prefix(digits)
            guard head.count == digits, head.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
            bytes = bytes.dropFirst(digits)
            return head.reduce(0) { $0 * 10 + Int($1 - 0x30) }
        }

        mutating func month() -> Int? {
            let name = String(decoding: bytes.prefix(3), as: UTF8.self)
            guard let index = Self.months.firstIndex(of: name) else { return nil }
            bytes = bytes.dropFirst(3)
            return index + 1
        }

        private static let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]

        /// `17:35:08.702`.
        mutating func clock() -> Double? {
            guard let hour = number(2), take(":"), let minute = number(2), take(":"), let second = number(2), hour < 24, minute < 60,
                second < 61
            else { return nil }
            var seconds = Double(hour * 3_600 + minute * 60 + second)
            if take(".") {
                var weight = 0.1
                while let digit = number(1) {
                    seconds += Double(digit) * weight
                    weight /= 10
                }
            }
            return seconds
        }

        /// `+0100` or `+01:00`, to the end.
        mutating func zone() -> Double? {
            let isEast = take("+")
            guard isEast || take("-"), let hours = number(2) else { return nil }
            _ = take(":")
            guard let minutes = number(2), isAtEnd, hours < 24, minutes < 60 else { return nil }
            return Double(hours * 3_600 + minutes * 60) * (isEast ? 1 : -1)
        }
    }
}
