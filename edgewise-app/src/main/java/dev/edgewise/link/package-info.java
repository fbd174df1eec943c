/// The link between edge and remote, emulated. Bytes come in at one port and leave at another, as
/// late and as slowly as a [dev.edgewise.link.LinkProfile] says.
/// Begin with `LinkProfile`, then `EmulatedLink` (sockets and threads) and `Impairments` (the
/// model, in
/// virtual time): a `Connection` has a `Flow` each way, a `Lane` is shared by the flows of one
/// direction.
@NullMarked
package dev.edgewise.link;

import org.jspecify.annotations.NullMarked;
