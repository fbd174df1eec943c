/// The folder of uploaded files. Paths and bytes from outside come in; a regular file inside the
/// folder, or a refusal that tells nothing of what lies outside, goes out. Begin with
/// [UploadFolder].
@NullMarked
package dev.edgewise.files;

import org.jspecify.annotations.NullMarked;
