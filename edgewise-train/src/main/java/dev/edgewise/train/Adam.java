package dev.edgewise.train;

import java.util.LinkedHashMap;
import java.util.Map;

/// Adam (Kingma and Ba, 2015), with Keras' epsilon and its place.
final class Adam implements Optimizer {

    private static final double FIRST = 0.9;
    private static final double SECOND = 0.999;
    private static final float EPSILON = 1e-7f;

    private static final String MEAN = "/mean";
    private static final String SQUARE = "/square";
    private static final String STEPS = "/steps";

    private final Map<String, float[]> memory = new LinkedHashMap<>();

    @Override
    public void step(String name, float[] weight, float[] gradient, double rate) {
        float[] mean = memory.computeIfAbsent(name + MEAN, _ -> new float[weight.length]);
        float[] square = memory.computeIfAbsent(name + SQUARE, _ -> new float[weight.length]);
        float[] steps = memory.computeIfAbsent(name + STEPS, _ -> new float[1]);
        steps[0]++;
        double bias = Math.sqrt(1 - Math.pow(SECOND, steps[0])) / (1 - Math.pow(FIRST, steps[0]));
        float step = (float) (rate * bias);
        float first = (float) (1 - FIRST);
        float second = (float) (1 - SECOND);
        for (int i = 0; i < weight.length; i++) {
            float g = gradient[i];
            mean[i] += first * (g - mean[i]);
            square[i] += second * (g * g - square[i]);
            weight[i] -= step * mean[i] / ((float) Math.sqrt(square[i]) + EPSILON);
        }
    }

    @Override
    public Map<String, float[]> memory() {
        return memory;
    }

    @Override
    public void remember(Map<String, float[]> remembered) {
        memory.clear();
        remembered.forEach((name, values) -> memory.put(name, values.clone()));
    }
}
