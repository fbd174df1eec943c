package dev.edgewise.evaluate;

import dev.edgewise.measure.statistics.Proportion;

/// How often a word that the model doesn't know was recognised as unknown.
///
/// @param word what was said: the name of the clips' folder
/// @param heldOut whether the word is said to have been left out of training
public record WordRecall(String word, boolean heldOut, Proportion recall) {}
