/** The cache by itself. Start at {@link activate.cloudcacher.catalog.CatalogStoreTest}. */
@NullMarked
package activate.cloudcacher.catalog;

import org.jspecify.annotations.NullMarked;
