package dev.edgewise.train;

import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/// The learning curve as a picture (SVG): the error on what is learned and on the validation
/// clips, epoch by epoch, on a logarithmic scale, so that one sees what more epochs would give.
final class LearningCurve {

    private static final int WIDTH = 720;
    private static final int HEIGHT = 400;
    private static final int LEFT = 64;
    private static final int RIGHT = 24;
    private static final int TOP = 48;
    private static final int BOTTOM = 48;
    private static final double[] TICKS = {0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100};

    private final List<EpochScore> epochs;
    private final double lowest;
    private final StringBuilder svg = new StringBuilder();

    private LearningCurve(History history) {
        epochs = history.epochs();
        double least = 100;
        for (EpochScore epoch : epochs) {
            least = Math.min(least, Math.min(error(epoch.training()), error(epoch.validation())));
        }
        double tick = TICKS[0];
        for (double candidate : TICKS) {
            tick = candidate <= least ? candidate : tick;
        }
        lowest = Math.min(50, tick);
    }

    /// The picture of `history`, which has one epoch at least.
    static String svg(History history) {
        return new LearningCurve(history).draw(history.best());
    }

    private String draw(EpochScore best) {
        svg.append("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 720 400\" role=\"img\"")
                .append(" aria-label=\"learning curve\" font-family=\"sans-serif\"")
                .append(" font-size=\"13\">\n<rect width=\"720\" height=\"400\" fill=\"#fff\"/>\n");
        text(
                LEFT,
                24,
                "start",
                "#222",
                String.format(
                        Locale.ROOT,
                        "Error after %s: best %.2f %% of the validation clips wrong (epoch %d)",
                        epochs.size() == 1 ? "1 epoch" : epochs.size() + " epochs",
                        error(best.validation()),
                        best.epoch()));
        for (double tick : TICKS) {
            if (tick >= lowest) {
                String y = shown(y(tick));
                svg.append("<line x1=\"64\" x2=\"696\" y1=\"").append(y).append("\" y2=\"");
                svg.append(y).append("\" stroke=\"#ddd\"/>\n");
                text(LEFT - 8, y(tick) + 4, "end", "#444", shown(tick) + " %");
            }
        }
        int every = Math.max(1, (epochs.size() + 9) / 10);
        for (int epoch = every; epoch <= epochs.size(); epoch += every) {
            text(x(epoch), HEIGHT - BOTTOM + 20, "middle", "#444", Integer.toString(epoch));
        }
        text((LEFT + WIDTH - RIGHT) / 2.0, HEIGHT - 8, "middle", "#444", "epoch");
        line("#b45f06", epoch -> error(epoch.training()));
        line("#1155cc", epoch -> error(epoch.validation()));
        text(WIDTH - RIGHT, TOP + 14, "end", "#b45f06", "training (augmented)");
        text(WIDTH - RIGHT, TOP + 32, "end", "#1155cc", "validation");
        svg.append("<circle cx=\"").append(shown(x(best.epoch()))).append("\" cy=\"");
        svg.append(shown(y(error(best.validation())))).append("\" r=\"4\" fill=\"#1155cc\"/>\n");
        return svg.append("</svg>\n").toString();
    }

    private void line(String colour, ToDoubleFunction<EpochScore> error) {
        svg.append("<polyline fill=\"none\" stroke=\"").append(colour);
        svg.append("\" stroke-width=\"2\" points=\"");
        for (EpochScore epoch : epochs) {
            svg.append(shown(x(epoch.epoch()))).append(',');
            svg.append(shown(y(error.applyAsDouble(epoch)))).append(' ');
        }
        svg.append("\"/>\n");
    }

    private void text(double x, double y, String anchor, String colour, String text) {
        svg.append("<text x=\"").append(shown(x)).append("\" y=\"").append(shown(y));
        svg.append("\" text-anchor=\"").append(anchor).append("\" fill=\"").append(colour);
        svg.append("\">").append(text).append("</text>\n");
    }

    private double x(int epoch) {
        int last = Math.max(2, epochs.size());
        return LEFT + (double) (WIDTH - LEFT - RIGHT) * (epoch - 1) / (last - 1);
    }

    private double y(double error) {
        double shown = Math.max(error, lowest);
        double share = Math.log(shown / lowest) / Math.log(100 / lowest);
        return HEIGHT - BOTTOM - share * (HEIGHT - TOP - BOTTOM);
    }

    private static double error(Score score) {
        return 100 * (1 - score.accuracy());
    }

    /// With a decimal, if it has one.
    private static String shown(double value) {
        double rounded = Math.rint(10 * value) / 10;
        return rounded == Math.rint(rounded)
                ? Long.toString((long) rounded)
                : Double.toString(rounded);
    }
}
