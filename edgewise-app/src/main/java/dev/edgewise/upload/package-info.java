/// Uploading a folder: the folder and where it goes come in; its files are brought there over
/// HTTP, SCP, SFTP or in one archive, and a [dev.edgewise.upload.UploadResult] goes out: what it
/// took, in parts, as text and JSON. Begin with [dev.edgewise.upload.FolderUpload].
@NullMarked
package dev.edgewise.upload;

import org.jspecify.annotations.NullMarked;
