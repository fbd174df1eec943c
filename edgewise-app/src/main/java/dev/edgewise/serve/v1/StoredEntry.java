package dev.edgewise.serve.v1;

import dev.edgewise.files.Archive;
import dev.edgewise.files.Sha256;
import dev.edgewise.files.UploadFolder;
import dev.edgewise.serve.http.Json;
import java.util.List;
import java.util.Optional;

/// What clients are told of an uploaded file.
///
/// @param hash empty where it wasn't asked for, or isn't known
record StoredEntry(String path, long size, Optional<Sha256> hash) {

    static StoredEntry of(UploadFolder.Entry entry) {
        return new StoredEntry(entry.path(), entry.size(), Optional.empty());
    }

    static StoredEntry of(Archive.Unpacked file) {
        return new StoredEntry(file.path(), file.size(), Optional.of(file.hash()));
    }

    /// The list of `files`.
    static byte[] json(List<StoredEntry> files) {
        return Json.object(
                json -> {
                    json.writeArrayPropertyStart("files");
                    for (StoredEntry file : files) {
                        json.writeStartObject();
                        json.writeStringProperty("path", file.path);
                        json.writeNumberProperty("size", file.size);
                        file.hash.ifPresent(hash -> json.writeStringProperty("sha256", hash.hex()));
                        json.writeEndObject();
                    }
                    json.writeEndArray();
                });
    }
}
