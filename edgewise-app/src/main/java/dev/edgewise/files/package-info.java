/// The folder of uploaded files, and SCP into it. Paths and bytes from outside come in; a regular
/// file inside the folder, or a refusal that tells nothing of what lies outside, goes out.
/// Begin with [dev.edgewise.files.UploadFolder].
@NullMarked
package dev.edgewise.files;

import org.jspecify.annotations.NullMarked;
