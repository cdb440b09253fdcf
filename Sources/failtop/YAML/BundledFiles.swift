/// The files that come with the program, which the build puts into it.
enum BundledFiles {
    static let lessons: [String: [UInt8]] = [
        "first-failover.yaml": PackageResources.first_failover_yaml,
        "forgotten-conversations.yaml": PackageResources.forgotten_conversations_yaml,
        "half-an-answer.yaml": PackageResources.half_an_answer_yaml,
        "never-comes-back.yaml": PackageResources.never_comes_back_yaml,
        "night-repair.yaml": PackageResources.night_repair_yaml,
        "nobody-left.yaml": PackageResources.nobody_left_yaml,
        "ready-but-silent.yaml": PackageResources.ready_but_silent_yaml,
        "refused-at-the-door.yaml": PackageResources.refused_at_the_door_yaml,
        "slow-evenings.yaml": PackageResources.slow_evenings_yaml,
        "strangers-each-time.yaml": PackageResources.strangers_each_time_yaml,
        "waiting-room.yaml": PackageResources.waiting_room_yaml,
    ]

    static let show: [UInt8] = PackageResources.failover_yaml
}
