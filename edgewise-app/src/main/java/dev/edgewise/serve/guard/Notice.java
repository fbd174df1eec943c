package dev.edgewise.serve.guard;

/// A line for whoever runs the server. It has no stack trace, because nothing went wrong in the
/// program.
public final class Notice extends Exception {

    private static final long serialVersionUID = 1;

    public Notice(String line) {
        super(line, null, false, false);
    }
}
