package dev.edgewise.serve.v2;

import dev.edgewise.engine.NotServed;
import dev.edgewise.oip.ModelStatistics;
import dev.edgewise.serve.http.Answer;
import dev.edgewise.serve.http.Exchange;
import dev.edgewise.serve.http.Routes;

/// `/v2/models/stats`, and the same of one model and of one version: what they were asked, and
/// where the time went.
public final class StatisticsRoutes {

    private final ModelFacts facts;

    public StatisticsRoutes(ModelFacts facts) {
        this.facts = facts;
    }

    public void addTo(Routes routes) {
        routes.add(
                "GET",
                "/v2/models/stats",
                ModelOperations.allStatistics(),
                exchange -> answer("", ""));
        ModelPath.add(routes, "GET", "/stats", ModelOperations.statistics(), this::ofModel);
    }

    private Answer ofModel(Exchange exchange) throws NotServed {
        return answer(exchange.parameter("m"), ModelPath.version(exchange));
    }

    private Answer answer(String name, String version) throws NotServed {
        return Answer.json(ModelStatistics.write(facts.statistics(name, version)));
    }
}
