package activate.cloudcacher.catalog;

/**
 * One thing that a cloud offers.
 *
 * @param provider which cloud
 * @param id the cloud's own id of it
 * @param name as people read it
 */
public record CatalogItem(String provider, String id, String name) {}
