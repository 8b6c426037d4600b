package activate.settings;

import activate.testkit.document.GeneratedDocument;
import activate.testkit.limits.SettingsDocument;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

final class SettingsDocumentTest {
    private final SettingsDocument settings = SettingsDocument.of("settings", "settings", Map.of());

    @Test
    void whatCannotBeStopsTheStartWithTheNameOfTheSetting() {
        settings.checkBounds();
    }

    @Test
    @Tag(GeneratedDocument.TAG)
    void everySettingIsDocumentedWithItsDefault() {
        settings.checkDocument();
    }
}
