/** Upgrades with the real script and versions that are scripts too. */
@NullMarked
package activate.agent.upgrade;

import org.jspecify.annotations.NullMarked;
