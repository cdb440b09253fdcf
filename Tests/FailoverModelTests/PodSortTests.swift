import ClusterModel
import FailoverModel
import TestSupport
import Testing

@testable import TrafficModel

/// Rows of pods by a column, and letters by age.
struct PodSortTests {
    /// A has a short queue and a full cache, B a long queue, C tells nothing.
    private static func story() -> Story {
        var story = Story.steady()
        var a = EngineFigures(pod: Story.engine("8wt2h", host: 11).identity, running: 4, waiting: 1, generatedTokens: 10)
        a.cacheUsage = 0.9
        var b = EngineFigures(pod: Story.engine("4psb7", host: 12).identity, running: 2, waiting: 6, generatedTokens: 10)
        b.cacheUsage = 0.1
        story.tell(at: 1, .router(.engine(a)), .router(.engine(b)))
        return story
    }

    private static func letters(_ story: Story) -> String { story.state.podRows.map(\.letter).joined() }

    @Test(arguments: [
        (0, "ABCR"), (1, "BACR"), (2, "ABCR"), (3, "ABCR"), (4, "ABCR"), (5, "ABCR"), (6, "ABCR"), (7, "ABCR"), (8, "ABCR"), (9, "BACR"), (10, "ABCR"),
    ])
    func eachPressTakesTheNextColumn(_ presses: Int, _ letters: String) {
        var story = Self.story()
        for _ in 0..<presses { story.press(.sortPods) }
        #expect(Self.letters(story) == letters)
    }

    @Test func theSelectionGoesWithItsPodAndRowsRestUnderADialog() {
        var story = Self.story()
        story.press(.sortPods, .move(.down))
        #expect(story.state.selectedPod?.letter == "A")
        var a = EngineFigures(pod: Story.engine("8wt2h", host: 11).identity, running: 4, waiting: 9, generatedTokens: 11)
        a.cacheUsage = 0.9
        story.press(.details)
        story.tell(at: 3, .router(.engine(a)), .ticked)
        #expect(Self.letters(story) == "BACR", "under a dialog no row moves")
        story.press(.dismiss)
        story.tell(at: 4, .ticked)
        #expect(Self.letters(story) == "ABCR" && story.state.selectedPod?.letter == "A")
    }

    /// Whoever comes later sees the same pods with the same letters, whatever the order in which they are listed.
    @Test func lettersAreByAgeThenName() {
        let (old, young, twin) = (Story.engine("zz", host: 11), Story.engine("aa", host: 12), Story.engine("bb", host: 12))
        for pods in [[old, young, twin], [twin, young, old]] {
            var story = Story()
            story.tell(at: 1, .kubernetes(.pods(.replaced(pods))))
            #expect(story.state.cluster.present.map { "\($0.letter)\($0.pod.name.suffix(2))" } == ["Azz", "Baa", "Cbb"])
            story.tell(at: 2, .kubernetes(.pods(.replaced([Story.engine("xx", host: 1)] + pods))))
            #expect(story.state.cluster.record(uid: old.uid)?.letter == "A", "who has one keeps it")
        }
    }

    @Test func recordingsThatLackItKeepTheOrderOfTheList() {
        var story = Story { $0.lettersByAge = nil }
        story.tell(at: 1, .kubernetes(.pods(.replaced([Story.engine("aa", host: 12), Story.engine("zz", host: 11)]))))
        #expect(story.state.cluster.present.map { $0.pod.name.suffix(2) } == ["aa", "zz"])
    }
}
