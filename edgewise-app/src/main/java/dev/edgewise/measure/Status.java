package dev.edgewise.measure;

/// How a request ended.
public enum Status {
    /// The answer came in time.
    ANSWERED,
    /// The target said that it will not take the request now: it is full, or limits its
    /// callers.
    REFUSED,
    /// No answer, or one that says that the target failed.
    FAILED,
    /// An answer that can't be the right one: to another request, of another shape, half of one.
    WRONG,
    /// No answer before the deadline.
    TIMED_OUT
}
