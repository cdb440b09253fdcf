@testable import DrillModel
import Reports
import TestSupport
import Testing

struct ReportComparisonTests {
    @Test func twoRunsSideBySide() {
        let one = Story.killed().state.testReport { _ in
            [TestReport.GapSummary(name: "service", count: 1, median: 0.15, least: 0.15, most: 0.15)]
        }
        let other = Story.killed { $0.onBreak = .resume }.state.testReport { _ in
            [TestReport.GapSummary(name: "service", count: 3, median: 0.3, least: 0.1, most: 1.25)]
        }
        #expect(
            ReportComparison(one: one, other: other).text == """
                                             A             B                           B / A
                verdict                      fail          pass with resume
                kills                        1             1
                1 the request continues      fail          pass with resume
                2 the session moves          pass          pass
                3 little or no interruption  pass          pass
                4 fast recovery              pass          pass
                detection gap                not measured  not measured                –
                service gap                  0.150 s       0.300 s (0.100–1.250, n 3)  2.00 ×
                capacity gap                 not measured  not measured                –
                failed tries                 0             0
                """)
    }
}
