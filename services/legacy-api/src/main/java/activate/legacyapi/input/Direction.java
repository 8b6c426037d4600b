package activate.legacyapi.input;

import jakarta.validation.Constraint;
import jakarta.validation.Payload;
import jakarta.validation.ReportAsSingleViolation;
import jakarta.validation.constraints.Pattern;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;

/** In which direction a list is sorted. */
@Pattern(regexp = Direction.ASCENDING + "|" + Direction.DESCENDING)
@ReportAsSingleViolation
@Constraint(validatedBy = {})
@Retention(RetentionPolicy.RUNTIME)
public @interface Direction {
    /** The smallest first. */
    String ASCENDING = "asc";

    /** The greatest first. */
    String DESCENDING = "desc";

    /** What is expected. */
    String message() default "asc or desc";

    /** Not used. */
    Class<?>[] groups() default {};

    /** Not used. */
    Class<? extends Payload>[] payload() default {};
}
