/// From a clip to a word. Begin with [dev.edgewise.recognize.Recognizer].
@NullMarked
package dev.edgewise.recognize;

import org.jspecify.annotations.NullMarked;
