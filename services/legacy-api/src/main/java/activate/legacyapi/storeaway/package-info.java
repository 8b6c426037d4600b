/// What callers are told while a store is away: not a failure, but to come again. Start reading at
/// {@link StoreAwayMappers}.
@NullMarked
package activate.legacyapi.storeaway;

import org.jspecify.annotations.NullMarked;
