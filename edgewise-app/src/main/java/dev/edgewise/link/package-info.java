/// The link between edge and remote, emulated. Bytes come in at one port and leave at another, as
/// late and as slowly as a [dev.edgewise.link.LinkProfile] says.
/// Begin with `LinkProfile`, then `EmulatedLink`.
@NullMarked
package dev.edgewise.link;

import org.jspecify.annotations.NullMarked;
