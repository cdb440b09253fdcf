import ClusterModel
import FailoverModel
import Reports
import TestSupport
import Testing

/// What Prometheus reads of a run.
struct MetricsPageTests {
    private func page(_ story: Story) -> String { MetricsPage(story.state, version: "1.2.3", at: story.state.now).text }

    @Test func whatIsNotKnownIsLeftOut() {
        let text = page(Story())
        #expect(text.contains("failtop_build_info{version=\"1.2.3\"} 1\n"))
        #expect(!text.contains("failtop_engines{") && !text.contains("failtop_router_healthy"))
        #expect(!text.contains("failtop_source_live{") && text.contains("failtop_gap_seconds_count{gap=\"service\"} 0\n"))
    }

    @Test func namesCannotBreakALine() {
        var story = Story()
        story.tell(at: 1, .kubernetes(.connected(ClusterIdentity(context: "a\"b\\c\nd\u{1B}[2J", namespace: "n"))))
        let lines = page(story).split(separator: "\n").filter { $0.hasPrefix("failtop_watched_info") }
        #expect(lines.count == 1 && lines[0].hasPrefix(#"failtop_watched_info{context="a\"b\\c"#) && !lines[0].contains("\u{1B}"), "\(lines)")
    }

    @Test func anIncidentIsCountedWhenItIsOver() {
        var story = Story.steady()
        let b = Story.engine("4psb7", host: 12)
        story.tell(at: 2, .kubernetes(.pods(.removed(b))))
        #expect(page(story).contains("failtop_incidents_open{cause=\"deleted\"} 1\n") && page(story).contains("failtop_engines{state=\"ready\"} 2\n"))
        story.tell(at: 5, .kubernetes(.pods(.changed(Story.engine("fresh", host: 14)))))
        for second in 6..<40 { story.tell(at: Double(second), .ticked) }
        let text = page(story)
        #expect(text.contains("failtop_incidents_closed_total{cause=\"deleted\",ending=\"recovered\"} 1\n"), "\(text)")
        #expect(text.contains("failtop_gap_seconds_bucket{gap=\"capacity\",le=\"2\"} 0\n") && text.contains("failtop_gap_seconds_bucket{gap=\"capacity\",le=\"5\"} 1\n"))
        #expect(text.contains("failtop_expectations_total{expectation=\"fast recovery\",outcome=\"inconclusive\"} 1\n"))
        #expect(!text.contains("failtop_incidents_open{"))
    }

    /// Each family is begun once, and all of its samples stand behind it.
    @Test func familiesStandTogether() {
        var current = ""
        var seen: Set<String> = []
        for line in page(Story.steady()).split(separator: "\n") {
            if line.hasPrefix("# HELP ") {
                current = String(line.split(separator: " ")[2])
                #expect(seen.insert(current).inserted)
            } else if !line.hasPrefix("#") {
                #expect(line.hasPrefix(current), "\(line)")
            }
        }
    }
}
