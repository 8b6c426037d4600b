package activate.servicekit.platform;

import activate.testkit.document.GeneratedDocument;
import activate.testkit.limits.SettingsDocument;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

final class SettingsDocumentTest {
    private final SettingsDocument settings =
            SettingsDocument.of(
                    "service-kit", "servicekit", Map.of("activate.service.name", "some-service"));

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
