enum JournalRoom {}
