package activate.legacyapi.input;

import jakarta.validation.Payload;

/** On a constraint: the refusal shows what was sent. Never on anything that may be a secret. */
public interface Echoed extends Payload {}
