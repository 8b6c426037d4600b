/**
 * What the clouds offer, always answered from the cache, which is a file and survives a restart.
 *
 * <p>Start at {@link activate.cloudcacher.catalog.Catalog}; it is served by {@link
 * activate.cloudcacher.catalog.CatalogResource}.
 */
@NullMarked
package activate.cloudcacher.catalog;

import org.jspecify.annotations.NullMarked;
