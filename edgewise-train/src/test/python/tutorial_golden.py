"""Makes the golden values that TutorialNetworkTest compares the exported graph with.

Run with TensorFlow 2.x and NumPy:

    python tutorial_golden.py ../resources/dev/edgewise/train

The layers are those of TensorFlow's tutorial "Simple audio recognition", narrowed (4 and 6 filters, 16 units, 5 words)
so that the weights need no file: signal and weights come from a linear congruential generator that is exact in any
language, and the test makes the same ones. Made with TensorFlow 2.21.0 (CPU).
"""

import sys
from pathlib import Path

import numpy as np
import tensorflow as tf

SAMPLES = 16_000
SPOKEN = 14_000  # the rest is padding
MEAN, VARIANCE = 0.9, 6.25
CHANNELS, UNITS, WORDS = (4, 6), 16, 5


class Noise:
    """Numbers in [-0.5, 0.5): x -> 1664525 x + 1013904223 (mod 2^32), as a share of 2^32."""

    def __init__(self, seed):
        self.state = seed

    def take(self, count):
        numbers = np.empty(count)
        for i in range(count):
            self.state = (1664525 * self.state + 1013904223) % 2**32
            numbers[i] = self.state / 2**32 - 0.5
        return numbers


def signal():
    """A chirp from 200 Hz to 3 kHz under noise."""
    t = np.arange(SPOKEN) / 16_000
    chirp = 0.5 * np.sin(2 * np.pi * (200 * t + 1600 * t * t))
    clip = np.zeros(SAMPLES, np.float32)
    clip[:SPOKEN] = (chirp + 0.2 * Noise(1).take(SPOKEN)).astype(np.float32)
    return clip


def weights(seed, *shape):
    """A kernel, row-major, in Keras' order."""
    numbers = Noise(seed).take(int(np.prod(shape)))
    inputs = np.prod(shape[:-1])
    return (numbers * (4 / np.sqrt(inputs))).astype(np.float32).reshape(shape)


def main(folder):
    stft = tf.signal.stft(signal(), frame_length=255, frame_step=128)
    spectrogram = tf.abs(stft)[tf.newaxis, ..., tf.newaxis]
    resized = tf.keras.layers.Resizing(32, 32)(spectrogram)
    x = (resized - MEAN) / np.float32(np.sqrt(VARIANCE))
    for i, (filters, inputs) in enumerate(zip(CHANNELS, (1, CHANNELS[0]))):
        kernel = weights(10 + i, 3, 3, inputs, filters)
        bias = weights(20 + i, filters)
        x = tf.nn.relu(tf.nn.conv2d(x, kernel, 1, "VALID") + bias)
    x = tf.nn.max_pool2d(x, 2, 2, "VALID")
    x = tf.reshape(x, (1, -1))
    for i, units in enumerate((UNITS, WORDS)):
        kernel = weights(30 + i, x.shape[1], units)
        x = x @ kernel + weights(40 + i, units)
        if i == 0:
            x = tf.nn.relu(x)
    for name, tensor in (("spectrogram", spectrogram), ("resized", resized), ("logits", x)):
        np.save(Path(folder) / f"golden.{name}.npy", np.squeeze(tensor.numpy()))
    print(x.numpy())


main(sys.argv[1])
