package dev.edgewise.serve.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;

/// Makes an answer smaller where the client asks for it (RFC 9110, section 12.5.3): `gzip`, or
/// `deflate`, which is zlib's form.
public final class ContentCoding {

    /// What fits a packet isn't worth it.
    private static final int WORTH_CODING = 1400;

    /// The better first.
    private static final List<String> CODINGS = List.of("gzip", "deflate");

    private ContentCoding() {}

    /// `answer`, coded if `accepted`, the request's `Accept-Encoding`, asks for it.
    public static Answer coded(Answer answer, Optional<String> accepted) throws IOException {
        if (accepted.isEmpty() || !(answer.body() instanceof Answer.Whole whole)) {
            return answer;
        }
        Answer varying = answer.with(Map.of("Vary", "Accept-Encoding"));
        Optional<String> coding = coding(accepted.get());
        if (coding.isEmpty() || whole.bytes().length < WORTH_CODING) {
            return varying;
        }
        return Answer.of(answer.status(), answer.contentType(), coded(coding.get(), whole.bytes()))
                .with(varying.headers())
                .with(Map.of("Content-Encoding", coding.get()));
    }

    private static byte[] coded(String coding, byte[] bytes) throws IOException {
        ByteArrayOutputStream coded = new ByteArrayOutputStream(bytes.length / 2);
        try (OutputStream out = stream(coding, coded)) {
            out.write(bytes);
        }
        return coded.toByteArray();
    }

    private static OutputStream stream(String coding, OutputStream out) throws IOException {
        return coding.equals("gzip") ? new GZIPOutputStream(out) : new DeflaterOutputStream(out);
    }

    /// Whether a client takes an answer in this coding.
    ///
    /// @param accepted the request's `Accept-Encoding`
    public static boolean accepts(String coding, String accepted) {
        return weight(coding, accepted) > 0;
    }

    /// The coding that the client likes best; empty for none.
    private static Optional<String> coding(String accepted) {
        return CODINGS.stream()
                .filter(coding -> accepts(coding, accepted))
                .max(Comparator.comparingDouble(coding -> weight(coding, accepted)));
    }

    /// How much the client likes a coding: 0 if it doesn't name it.
    private static double weight(String coding, String accepted) {
        for (String item : accepted.toLowerCase(Locale.ROOT).split(",", -1)) {
            String[] parts = item.split(";", 2);
            if (parts[0].strip().equals(coding)) {
                return parts.length == 1 ? 1 : weight(parts[1].strip());
            }
        }
        return 0;
    }

    private static double weight(String parameter) {
        try {
            return parameter.startsWith("q=") ? Double.parseDouble(parameter.substring(2)) : 1;
        } catch (NumberFormatException e) {
            return 0;
        }
    }
}
