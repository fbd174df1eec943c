/// The command: strings and the environment come in, options go out to one object, its answer
/// is printed. Begin with `Main`; each other class is one command.
@NullMarked
package dev.edgewise.cli;

import org.jspecify.annotations.NullMarked;
