package activate.cli.auth;

import activate.cli.credentials.LoginCredential;

/**
 * What a login gave.
 *
 * @param keyTitle the title of the API key, so that logout can delete it
 */
record Session(LoginCredential credential, String keyTitle) {}
