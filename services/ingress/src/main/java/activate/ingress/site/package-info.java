/**
 * What the edge answers by itself: the first page, its health, and the files by which an agent is
 * installed.
 *
 * <p>Start at {@link activate.ingress.site.SitePages}.
 */
@NullMarked
package activate.ingress.site;

import org.jspecify.annotations.NullMarked;
