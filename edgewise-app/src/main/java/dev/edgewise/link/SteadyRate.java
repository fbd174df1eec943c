package dev.edgewise.link;

/// Always the same rate; [LinkProfile#UNLIMITED] is none.
record SteadyRate(long bitsPerSecond) implements Rate {

    SteadyRate {
        if (bitsPerSecond <= 0) {
            throw new IllegalArgumentException("a rate must be positive, got " + bitsPerSecond);
        }
    }

    @Override
    public Pacer pacer(long origin) {
        return new Serialiser(bitsPerSecond);
    }
}
