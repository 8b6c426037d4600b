/// Opaque credentials exchanged for short user tokens, for other services. Start reading at
/// {@link ExchangeResource}.
@NullMarked
package activate.legacyapi.exchange;

import org.jspecify.annotations.NullMarked;
