package dev.edgewise.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MetricsTest {

    private final Metrics metrics = new Metrics("1.2");

    @AfterEach
    void close() {
        metrics.close();
    }

    private String text(String accept) {
        return new String(metrics.expose(accept).text(), StandardCharsets.UTF_8);
    }

    @Test
    void aRequestCountsForItsRouteAndItsPhasesForItsModel() {
        metrics.served(Requests.well());
        assertThat(text(""))
                .contains(
                        "http_server_requests_seconds_count{method=\"POST\",outcome=\"SUCCESS\","
                                + "status=\"200\",uri=\"/a\"} 1\n",
                        "http_server_requests_seconds_sum{method=\"POST\",outcome=\"SUCCESS\","
                                + "status=\"200\",uri=\"/a\"} 0.04\n",
                        "uri=\"/a\",le=\"0.025\"} 0\n",
                        "uri=\"/a\",le=\"0.05\"} 1\n",
                        "edgewise_request_phase_seconds_sum{model=\"m\",phase=\"predict\","
                                + "version=\"3\"} 0.02\n",
                        "edgewise_request_phase_seconds_count{model=\"m\",phase=\"queue\","
                                + "version=\"3\"} 1\n");
    }

    @Test
    void whatClientsMakeUpMakesNoSeries() {
        for (int i = 0; i < 50; i++) {
            metrics.served(
                    Requests.of("M" + i, "/p" + i, Optional.empty(), 404, "", Optional.empty()));
        }
        assertThat(text("").lines().filter(line -> line.startsWith("http_server_requests")))
                .filteredOn(line -> line.contains("_count"))
                .singleElement()
                .asString()
                .contains("method=\"_OTHER\"", "uri=\"UNKNOWN\"")
                .endsWith(" 50");
    }

    @Test
    void theFormIsTheOneThatIsAskedFor() {
        assertThat(metrics.expose("text/html").contentType())
                .isEqualTo("text/plain; version=0.0.4; charset=utf-8");
        String asked = "application/openmetrics-text;version=1.0.0;q=0.5,*/*;q=0.1";
        assertThat(metrics.expose(asked).contentType())
                .isEqualTo("application/openmetrics-text; version=1.0.0; charset=utf-8");
        assertThat(text(asked)).endsWith("# EOF\n");
    }

    @Test
    void theProcessIsMeasured() {
        assertThat(text(""))
                .contains(
                        "edgewise_build_info{java=\"" + Runtime.version() + "\",version=\"1.2\"} 1",
                        "jvm_memory_used_bytes{",
                        "jvm_gc_",
                        "jvm_threads_live_threads",
                        "process_cpu_usage",
                        "process_resident_memory_bytes ",
                        "process_uptime_seconds",
                        "process_files_open_files");
    }

    @Test
    void refusalsCountByTheirReason() {
        metrics.refused("queue_full");
        metrics.refused("queue_full");
        metrics.count("edgewise.lines.lost", "Lines", () -> 3L);
        System.gc();
        assertThat(text(""))
                .contains("edgewise_refusals_total{reason=\"queue_full\"} 2.0")
                .contains("edgewise_lines_lost_total 3.0");
    }
}
