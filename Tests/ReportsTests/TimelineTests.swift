@testable import FailoverModel
@testable import Reports
@testable import IncidentModel
import Testing


@Suite struct TimelineTests {
    @Test func aLateReplacementGetsADrawingOfItsOwn() throws {
        let drawings = Timeline.drawings(of: ReportExamples.round)
        #expect(
            drawings.map { $0.timeline.marks.map(\.mark) } == [
                ["T0", "T1", "T2", "T3", "T5", "T6"], ["T0", "T4", "T7"],
            ])
        #expect(drawings.map { $0.timeline.gaps.map(\.name) } == [["detection", "service"], ["capacity"]])
        for drawing in drawings { #expect(drawing.timeline.marks.allSatisfy { drawing.scale.contains($0.seconds) }) }
    }

    @Test func whatFitsOneScaleIsDrawnOnce() {
        var round = ReportExamples.round
        round.marks[7].seconds = 1.2
        #expect(Timeline.drawings(of: round).map { $0.timeline.gaps.count } == [3])
        round.marks = []
        #expect(Timeline.drawings(of: round).isEmpty)
        round.marks = [.init(mark: "T0", meaning: "", seconds: .nan, source: .api)]
        #expect(Timeline.drawings(of: round).isEmpty)
    }

    @Test(arguments: [(-1.0, 0.7), (-1, 10), (0, 0.01), (-3, 3_000), (-86_400, 86_400)])
    func ticksAreRoundAndInside(_ from: Double, _ to: Double) {
        let scale = TimelineScale(from: from, to: to, left: 100, right: 900)
        #expect((3...11).contains(scale.ticks.count), "\(scale.ticks)")
        #expect(scale.ticks.allSatisfy { (100...900).contains(scale.x($0)) })
        #expect(Set(scale.ticks.map(scale.label)).count == scale.ticks.count, "\(scale.ticks.map(scale.label))")
        #expect(scale.x(from) == 100 && scale.x(to) == 900 && scale.x(-.infinity) == 100)
    }

    @Test func flagsDoNotCoverEachOther() {
        var round = ReportExamples.round
        for index in round.marks.indices { round.marks[index].seconds = Double(index) * 0.0001 }
        let svg = Timeline.drawings(of: round).map { $0.markup.text(.xml) }.joined()
        let flags = svg.split(separator: "\n").filter { $0.contains("class=\"flag\"") }
        #expect(flags.count == 8 && Set(flags.map { $0.split(separator: " ").first { $0.hasPrefix("y=") } }).count == 8)
    }
}
