package dev.edgewise.train;

import java.util.LinkedHashMap;
import java.util.Map;

/// Stochastic gradient descent with momentum and weight decay, as PyTorch defines it: v =
/// momentum v + (gradient + decay w); w = w - rate v.
final class Sgd implements Optimizer {

    private final float momentum;
    private final float decay;
    private final Map<String, float[]> velocities = new LinkedHashMap<>();

    Sgd(double momentum, double decay) {
        this.momentum = (float) momentum;
        this.decay = (float) decay;
    }

    @Override
    public void step(String name, float[] weight, float[] gradient, double rate) {
        float[] velocity = velocities.computeIfAbsent(name, _ -> new float[weight.length]);
        float step = (float) rate;
        for (int i = 0; i < weight.length; i++) {
            velocity[i] = momentum * velocity[i] + (gradient[i] + decay * weight[i]);
            weight[i] -= step * velocity[i];
        }
    }

    @Override
    public Map<String, float[]> memory() {
        return velocities;
    }

    @Override
    public void remember(Map<String, float[]> memory) {
        velocities.clear();
        memory.forEach((name, velocity) -> velocities.put(name, velocity.clone()));
    }
}
