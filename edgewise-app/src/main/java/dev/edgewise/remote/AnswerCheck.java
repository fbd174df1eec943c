package dev.edgewise.remote;

import dev.edgewise.http.HttpAnswer;

/// Looks whether an answer with status 200 can be the answer to its request.
@FunctionalInterface
interface AnswerCheck {

    /// Looks at one answer.
    ///
    /// @param item what was asked with
    /// @param number of the request
    /// @return the answer in a word, or nothing
    /// @throws WrongAnswer if it can't be
    String check(String item, long number, HttpAnswer answer) throws WrongAnswer;
}
