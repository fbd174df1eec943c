/// Keys and certificates in PEM files come in; out go contexts that TLS connections are made with.
@NullMarked
package dev.edgewise.tls;

import org.jspecify.annotations.NullMarked;
