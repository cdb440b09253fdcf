import ClusterModel
import IncidentModel
import TerminalCanvas

/// T0 … T7 with their offsets from T0, their source, and by how much a polled one may be late.
struct MarksTable {
    let scene: Scene
    let incident: Incident

    private static let nameWidth = 18
    let width = 42
    var height: Int { Mark.allCases.count }

    func draw(_ canvas: inout Canvas, in rect: Rect, skipping: Int = 0) {
        for (index, mark) in Mark.allCases.dropFirst(skipping).enumerated() where index < rect.height {
            let line = rect.line(index)
            // The offset keeps its place; the source and then the words give way.
            let sourceWidth = rect.width >= 42 ? 13 : rect.width >= 35 ? 7 : 0
            let nameWidth = max(0, min(Self.nameWidth, rect.width - 11 - sourceWidth))
            let reading = incident.marks[mark]
            canvas.write(mark.name, column: line.column, row: line.row, style: reading == nil ? .dim : .key, clip: line)
            canvas.write(
                words(mark).truncated(to: nameWidth, ellipsis: scene.glyphs.ellipsis), column: line.column + 3,
                row: line.row, clip: line)
            let offset = offset(reading)
            let end = line.column + 3 + nameWidth + 8
            canvas.write(offset, column: max(line.column + 3, end - offset.width), row: line.row, clip: line)
            if sourceWidth > 0, let reading {
                canvas.write(source(reading, withUncertainty: sourceWidth > 7), column: end + 1, row: line.row, clip: line)
            }
        }
    }

    private func offset(_ reading: MarkReading?) -> StyledText {
        guard let reading else {
            let sign = incident.isOpen ? scene.glyphs.ellipsis : scene.glyphs.unknown
            return scene.dim(String(sign))
        }
        return StyledText(Format.offset(reading.at - incident.origin))
    }

    private func source(_ reading: MarkReading, withUncertainty: Bool) -> StyledText {
        var text = scene.dim(reading.source.rawValue)
        if withUncertainty, let uncertainty = reading.uncertainty {
            text += scene.dim(" \(scene.glyphs.plusMinus)\(Format.fixed(uncertainty.seconds, 1))")
        }
        return text
    }

    /// What the mark is in this incident.
    func words(_ mark: Mark) -> StyledText {
        let old = StyledText(incident.letter, scene.style(of: incident.letter))
        let new = (incident.lead?.successor).map { scene.letter($0) } ?? StyledText("?", .dim)
        switch mark {
        case .faultAccepted:
            if case .killedUnanswered = incident.cause { return StyledText("end seen") }
            return StyledText(incident.cause.isOurs ? "kill accepted" : incident.cause.isPlanned ? "change seen" : "fault seen")
        case .terminating:
            switch incident.cause {
            case .crashed, .livenessFailed: return StyledText("container ended")
            default: return StyledText("terminating")
            }
        case .lastToken: return StyledText("last token from ") + old
        case .breakSeen: return StyledText("break seen")
        case .routerDropped: return StyledText("router dropped ") + old
        case .firstToken: return StyledText("first token from ") + new
        case .rateRestored: return StyledText("rate restored")
        case .replacementReady:
            if let words = incident.cause.recovery(isOver: true) { return StyledText(String(words.trimmingPrefix("the router "))) }
            let pod = incident.replacement.map { StyledText($0.letter, scene.style(of: $0.letter)) }
            return (pod.map { $0 + " ready" }) ?? StyledText("replacement ready")
        }
    }
}
