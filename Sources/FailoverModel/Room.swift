enum FailoverModelRoom {}
