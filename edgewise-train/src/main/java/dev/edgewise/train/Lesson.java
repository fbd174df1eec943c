package dev.edgewise.train;

import dev.edgewise.recognize.ClipList;

/// A clip to be learned, or to be judged by.
///
/// @param clip where it lies in the data set
/// @param label the number of what is to be heard in it
/// @param draw what decides how it is changed
record Lesson(ClipList.Entry clip, int label, long draw) {}
