/// Files over SSH, both ends: [ScpServer] answers `scp`, SFTP, `sha256sum` and `tar` for an upload
/// folder, and an [SshConnection] sends files to it, or to any other SSH server.
@NullMarked
package dev.edgewise.files.ssh;

import org.jspecify.annotations.NullMarked;
