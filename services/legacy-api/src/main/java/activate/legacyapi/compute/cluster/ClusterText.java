package activate.legacyapi.compute.cluster;

import activate.messages.connect.ClusterName;
import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What texts about a cluster may look like, for the constraints of the bodies. */
public final class ClusterText {
    /** A name as in host names. */
    public static final String NAME = ClusterName.PATTERN;

    /** The same for people. */
    public static final String NAME_WORDS = ClusterName.WORDS;

    /** Characters of a text for people. */
    public static final int LONGEST = 4_000;

    /** The same for people. */
    public static final String LONGEST_WORDS = "at most 4000 characters";

    /** Characters of a text that fills a page. */
    public static final int LONGEST_PAGE = 64_000;

    /** The same for people. */
    public static final String LONGEST_PAGE_WORDS = "at most 64000 characters";

    private ClusterText() {}

    /** At most 50 tags, each of 1 to 100 characters. */
    @Constraint(validatedBy = TagsCheck.class)
    @Retention(RetentionPolicy.RUNTIME)
    public @interface Tags {
        /** What is expected. */
        String message() default "at most 50, each of 1 to 100 characters";

        /** Not used. */
        Class<?>[] groups() default {};

        /** Not used. */
        Class<? extends Payload>[] payload() default {};
    }

    /** Checks {@link Tags}. */
    public static final class TagsCheck implements ConstraintValidator<Tags, List<String>> {
        private static final int MOST = 50;
        private static final int LONGEST_TAG = 100;

        @Override
        public boolean isValid(@Nullable List<String> tags, ConstraintValidatorContext context) {
            return tags == null
                    || (tags.size() <= MOST
                            && tags.stream()
                                    .allMatch(
                                            tag ->
                                                    tag != null
                                                            && !tag.isBlank()
                                                            && tag.length() <= LONGEST_TAG));
        }
    }
}
