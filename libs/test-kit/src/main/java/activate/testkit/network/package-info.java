/**
 * What lies between a program and the platform, for tests: certificates and a proxy. Start reading
 * at {@link activate.testkit.network.TestCertificate}.
 */
@NullMarked
package activate.testkit.network;

import org.jspecify.annotations.NullMarked;
