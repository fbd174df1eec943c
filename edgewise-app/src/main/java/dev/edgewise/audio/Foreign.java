package dev.edgewise.audio;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NotDirectoryException;
import java.util.List;
import java.util.Locale;

/// Says in words what bytes are that aren't a WAV file, from how they begin.
final class Foreign {

    /// How many of a file's first bytes are looked at.
    static final int ENOUGH = 256;

    /// `magic`, in ISO 8859-1, at byte `at`, means `words`.
    private record Sign(int at, String magic, String words) {}

    private static final List<Sign> SIGNS =
            List.of(
                    new Sign(0, "RIFX", "looks like a big-endian WAV file (RIFX)"),
                    new Sign(0, "RF64", "looks like a 64-bit WAV file (RF64)"),
                    new Sign(0, "BW64", "looks like a 64-bit WAV file (BW64)"),
                    new Sign(0, "riff.\u0091\u00cf\u0011", "looks like Sony Wave64"),
                    new Sign(8, "AVI ", "looks like an AVI film"),
                    new Sign(8, "WEBP", "looks like a WebP picture"),
                    new Sign(0, "ID3", "looks like MP3"),
                    new Sign(0, "\u00ff\u00fb", "looks like MP3"),
                    new Sign(0, "\u00ff\u00fa", "looks like MP3"),
                    new Sign(0, "\u00ff\u00f3", "looks like MP3"),
                    new Sign(0, "\u00ff\u00f2", "looks like MP3"),
                    new Sign(0, "\u00ff\u00f1", "looks like AAC"),
                    new Sign(0, "\u00ff\u00f9", "looks like AAC"),
                    new Sign(0, "fLaC", "looks like FLAC"),
                    new Sign(0, "OggS", "looks like Ogg (Vorbis or Opus)"),
                    new Sign(8, "AIFF", "looks like AIFF"),
                    new Sign(8, "AIFC", "looks like AIFF-C"),
                    new Sign(0, ".snd", "looks like a Sun audio file (AU)"),
                    new Sign(0, "caff", "looks like Apple CAF audio"),
                    new Sign(0, "wvpk", "looks like WavPack"),
                    new Sign(0, "#!AMR", "looks like AMR"),
                    new Sign(4, "ftyp", "looks like MP4 or M4A"),
                    new Sign(0, "\u001aE\u00df\u00a3", "looks like WebM or Matroska"),
                    new Sign(0, "0&\u00b2u", "looks like Windows Media"),
                    new Sign(0, "PK\u0003\u0004", "looks like a ZIP archive"),
                    new Sign(0, "\u001f\u008b", "looks like gzip"),
                    new Sign(0, "%PDF", "looks like PDF"),
                    new Sign(0, "\u0089PNG", "looks like a PNG picture"),
                    new Sign(0, "\u00ff\u00d8\u00ff", "looks like a JPEG picture"),
                    new Sign(0, "version https://git-lfs", "is a Git LFS pointer, not the file"));

    private Foreign() {}

    /// What `bytes`, which aren't a WAV file's, look like: "looks like FLAC", "is empty".
    static String words(byte[] bytes) {
        if (bytes.length == 0) {
            return "is empty";
        }
        String head =
                new String(bytes, 0, Math.min(bytes.length, ENOUGH), StandardCharsets.ISO_8859_1);
        for (Sign sign : SIGNS) {
            if (head.startsWith(sign.magic, sign.at)) {
                return sign.words;
            }
        }
        if (head.startsWith("RIFF")) {
            return bytes.length < 12
                    ? "ends after " + bytes.length + " bytes"
                    : "is a RIFF file, but not of audio";
        }
        String text = head.strip().toLowerCase(Locale.ROOT);
        if (text.startsWith("<!doctype html") || text.startsWith("<html")) {
            return "looks like a web page";
        }
        if (head.chars().allMatch(c -> c == 0)) {
            return "begins with nothing but zeros";
        }
        return head.chars().allMatch(c -> (c >= ' ' && c != 0x7f) || (c >= '\t' && c <= '\r'))
                ? "looks like text"
                : "is of no kind that is known here";
    }

    /// Why a file can't be read or written, without its name.
    static String reason(IOException e, String name) {
        if (e instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (e instanceof NotDirectoryException) {
            return "not a folder";
        }
        String reason =
                e instanceof FileSystemException f && f.getReason() != null
                        ? f.getReason()
                        : e.getMessage();
        return reason == null || reason.equals(name)
                ? e.getClass().getSimpleName()
                : reason.lines().findFirst().orElse("");
    }
}
