package dev.edgewise.link;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.ToLongFunction;

/// Files of one number a line, as traces and recordings are.
final class NumberLines {

    /// What a 24-hour trace at 100 Mbit/s would not fit into any more.
    private static final int MOST = 50_000_000;

    private static final int LONGEST_LINE = 40;

    private NumberLines() {}

    /// The numbers of `file`; empty lines at its end don't count.
    ///
    /// @param number throws a [NumberFormatException] for what it can't take
    /// @param wanted what a line should be
    /// @throws IOException with one line that names the file, the line and what was expected
    static long[] read(Path file, ToLongFunction<String> number, String wanted) throws IOException {
        long[] numbers = new long[1024];
        int count = 0;
        int empty = 0;
        try (BufferedReader lines = Files.newBufferedReader(file)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.isBlank()) {
                    empty++;
                    continue;
                }
                if (empty > 0 || line.length() > LONGEST_LINE) {
                    throw bad(file, count + 1, empty > 0 ? "" : line, wanted);
                }
                if (count == MOST) {
                    throw new IOException(file + " has more than " + MOST + " lines");
                }
                if (count == numbers.length) {
                    numbers = Arrays.copyOf(numbers, 2 * count);
                }
                try {
                    numbers[count++] = number.applyAsLong(line.strip());
                } catch (NumberFormatException e) {
                    throw bad(file, count, line.strip(), wanted);
                }
            }
        } catch (NoSuchFileException e) {
            throw new IOException("no such file: " + file, e);
        } catch (MalformedInputException e) {
            throw new IOException(file + " is no text: each line should be " + wanted, e);
        }
        if (count == 0) {
            throw new IOException(file + " is empty: each line should be " + wanted);
        }
        return Arrays.copyOf(numbers, count);
    }

    /// What is wrong with a line.
    static IOException bad(Path file, int line, String what, String wanted) {
        String shown = what.length() > LONGEST_LINE ? what.substring(0, 37) + "..." : what;
        return new IOException(
                "%s, line %d: expected %s, got '%s'".formatted(file, line, wanted, shown));
    }
}
