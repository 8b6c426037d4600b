package activate.legacyapi.input;

import jakarta.validation.Validation;
import jakarta.validation.Validator;
import jakarta.validation.ValidatorFactory;
import java.util.List;

/** What the constraints of an object find wrong with it. */
public final class Faults {
    private static final ValidatorFactory FACTORY = Validation.buildDefaultValidatorFactory();

    private Faults() {}

    /** The names of the members that are not as they are expected to be, in their order. */
    public static List<String> of(Object body) {
        Validator validator = FACTORY.getValidator();
        return validator.validate(body).stream()
                .map(fault -> fault.getPropertyPath().toString())
                .sorted()
                .toList();
    }
}
