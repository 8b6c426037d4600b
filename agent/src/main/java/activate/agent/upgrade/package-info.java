/**
 * Brings a newer version of the agent from the platform. Start reading at {@link
 * activate.agent.upgrade.UpgradeAgent}; what starts and judges the new version is the script {@code
 * src/main/dist/start.sh}.
 */
@NullMarked
package activate.agent.upgrade;

import org.jspecify.annotations.NullMarked;
