package dev.edgewise.train;

/// How good a network was in an epoch.
///
/// @param epoch its number, from 1
/// @param training on what it learned, before each step, with augmentation and dropout at work
/// @param validation after the epoch
record EpochScore(int epoch, Score training, Score validation) {}
