package dev.edgewise.openapi;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What one method on one path takes and gives. It never changes; each method gives another one.
///
/// @param id its name, unique in a document
/// @param summary what it does, in a line
/// @param about more of that; may be empty
/// @param parameters what stands in the path, the query and the headers
/// @param takes the bodies that a request may have; empty if it has none
/// @param needsBody whether a request must have one of them
/// @param replies what may come back, besides what may come back from anywhere
public record Operation(
        String id,
        String summary,
        String about,
        List<Parameter> parameters,
        List<Content> takes,
        boolean needsBody,
        List<Reply> replies) {

    public Operation {
        parameters = List.copyOf(parameters);
        takes = List.copyOf(takes);
        replies = List.copyOf(replies);
    }

    /// An operation that takes nothing.
    public static Operation of(String id, String summary) {
        return new Operation(id, summary, "", List.of(), List.of(), false, List.of());
    }

    /// This operation, with more said of it; Markdown.
    public Operation about(String text) {
        return new Operation(id, summary, text, parameters, takes, needsBody, replies);
    }

    /// It has `{name}` in its path.
    public Operation path(String name, String about, Schema schema) {
        return and(Parameter.path(name, about, schema));
    }

    /// It may have `?name=` in its query.
    public Operation query(String name, String about, Schema schema) {
        return and(new Parameter(name, "query", about, schema));
    }

    /// A request may have the header `name`.
    public Operation header(String name, String about, Schema schema) {
        return and(new Parameter(name, "header", about, schema));
    }

    /// A request needs a body, and may have one of this type.
    public Operation takes(String mediaType, Schema schema) {
        return and(new Content(mediaType, schema, Optional.empty()), true);
    }

    /// A request needs a body, and may have one of this type, such as `example`.
    public Operation takes(String mediaType, Schema schema, Object example) {
        return and(new Content(mediaType, schema, Optional.of(example)), true);
    }

    /// A request may have a body of this type; none is an empty one.
    public Operation mayTake(String mediaType, Schema schema) {
        return and(new Content(mediaType, schema, Optional.empty()), false);
    }

    /// It may answer `status` without a body.
    public Operation gives(int status, String about) {
        return and(new Reply(status, about, false, List.of(), List.of()));
    }

    /// It may answer `status` with a body of this type; said again, of another type instead.
    public Operation gives(int status, String about, String mediaType, Schema schema) {
        return gives(status, about, new Content(mediaType, schema, Optional.empty()));
    }

    /// It may answer `status` with a body of this type, such as `example`.
    public Operation gives(
            int status, String about, String mediaType, Schema schema, Object example) {
        return gives(status, about, new Content(mediaType, schema, Optional.of(example)));
    }

    /// It may fail with `status`, in the words of its family of paths.
    public Operation fails(int status, String about) {
        return and(new Reply(status, about, true, List.of(), List.of()));
    }

    /// The reply that was added last may have the header `name`.
    public Operation sends(String name, String about, Schema schema) {
        List<Reply> more = new ArrayList<>(replies);
        more.add(more.removeLast().and(new Parameter(name, "header", about, schema)));
        return with(more);
    }

    private Operation gives(int status, String about, Content content) {
        List<Reply> more = new ArrayList<>(replies);
        for (int i = 0; i < more.size(); i++) {
            if (more.get(i).status() == status) {
                more.set(i, more.get(i).and(content));
                return with(more);
            }
        }
        return and(new Reply(status, about, false, List.of(content), List.of()));
    }

    private Operation and(Parameter parameter) {
        List<Parameter> more = new ArrayList<>(parameters);
        more.add(parameter);
        return new Operation(id, summary, about, more, takes, needsBody, replies);
    }

    private Operation and(Content body, boolean needed) {
        List<Content> more = new ArrayList<>(takes);
        more.add(body);
        return new Operation(id, summary, about, parameters, more, needed, replies);
    }

    private Operation and(Reply reply) {
        List<Reply> more = new ArrayList<>(replies);
        more.add(reply);
        return with(more);
    }

    private Operation with(List<Reply> more) {
        return new Operation(id, summary, about, parameters, takes, needsBody, more);
    }
}
