/**
 * The assembled suite from outside, on hosts made of network namespaces. Start at {@link
 * activate.e2e.Rig}. Needs root, nftables and OpenSSH; skipped with the reason where one is
 * missing.
 */
@NullMarked
package activate.e2e;

import org.jspecify.annotations.NullMarked;
