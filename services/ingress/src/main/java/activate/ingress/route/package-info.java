/**
 * Which part answers a path; nothing leads to a service that is not in the table.
 *
 * <p>Start at {@link activate.ingress.route.RouteTable}; {@link
 * activate.ingress.route.CheckedTarget} is what it reads.
 */
@NullMarked
package activate.ingress.route;

import org.jspecify.annotations.NullMarked;
