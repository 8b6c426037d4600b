package activate.cli.auth;

import activate.cli.credentials.Credential;
import java.util.Optional;

/**
 * What a login gave.
 *
 * @param keyTitle the title of the API key, where it is one, so that logout can delete it
 */
record Session(Credential credential, Optional<String> keyTitle) {}
