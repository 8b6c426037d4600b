/**
 * What a setting may be: each converter refuses at the start what no service can work with, and
 * says what it expects. Start reading at {@link activate.settings.bound.PositiveCount}; {@code
 * MappingBounds} of the test kit sees that every quantity of a mapping has such a bound.
 */
@NullMarked
package activate.settings.bound;

import org.jspecify.annotations.NullMarked;
