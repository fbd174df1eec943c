package dev.edgewise.study;

import dev.edgewise.model.OnnxModel;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/// The versions of the libraries that times depend on, from what they say or Maven left in their
/// jars.
final class Libraries {

    private static final Map<String, String> PARTS = new LinkedHashMap<>();

    static {
        PARTS.put("Helidon", "io.helidon.webserver/helidon-webserver");
        PARTS.put("MINA SSHD", "org.apache.sshd/sshd-core");
    }

    private Libraries() {}

    /// By name; those that don't tell are left out.
    static Map<String, String> versions() {
        Map<String, String> versions = new LinkedHashMap<>();
        versions.put("ONNX Runtime", OnnxModel.runtimeVersion());
        PARTS.forEach(
                (name, part) -> {
                    String version = version("/META-INF/maven/" + part + "/pom.properties");
                    if (!version.isEmpty()) {
                        versions.put(name, version);
                    }
                });
        return versions;
    }

    private static String version(String resource) {
        try (@Nullable InputStream in = Libraries.class.getResourceAsStream(resource)) {
            Properties properties = new Properties();
            if (in != null) {
                properties.load(in);
            }
            return properties.getProperty("version", "");
        } catch (IOException e) {
            return "";
        }
    }
}
