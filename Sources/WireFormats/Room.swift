enum WireFormatsRoom {}
