package dev.edgewise.files.ssh;

import java.io.IOException;

/// What the other side of an SSH connection says when it doesn't take or give a file.
public final class SshRefusal extends IOException {

    private static final long serialVersionUID = 1;

    SshRefusal(String message) {
        super(message);
    }
}
