"""Trains the tutorial's network with TensorFlow, an epoch for each line on stdin, and prints the clips a second.

Arguments: clips, batch, labels, threads.
"""
import os
import sys
import time

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
import numpy as np
import tensorflow as tf

clips, batch, labels, threads = map(int, sys.argv[1:])
tf.config.threading.set_intra_op_parallelism_threads(threads)
tf.config.threading.set_inter_op_parallelism_threads(threads)

random = np.random.default_rng(1)
features = random.standard_normal((clips, 32, 32, 1), dtype=np.float32)
expected = random.integers(0, labels, clips)
lessons = tf.data.Dataset.from_tensor_slices((features, expected)).shuffle(clips).batch(batch).prefetch(2)

layers = tf.keras.layers
model = tf.keras.Sequential(
    [
        layers.Input((32, 32, 1)),
        layers.Normalization(mean=0.0, variance=1.0),
        layers.Conv2D(32, 3, activation="relu"),
        layers.Conv2D(64, 3, activation="relu"),
        layers.MaxPooling2D(),
        layers.Dropout(0.25),
        layers.Flatten(),
        layers.Dense(128, activation="relu"),
        layers.Dropout(0.5),
        layers.Dense(labels),
    ]
)
model.compile(
    optimizer=tf.keras.optimizers.Adam(),
    loss=tf.keras.losses.SparseCategoricalCrossentropy(from_logits=True),
)
print("TensorFlow", tf.__version__, flush=True)
for _ in sys.stdin:
    begin = time.perf_counter()
    model.fit(lessons, epochs=1, verbose=0)
    print(clips / (time.perf_counter() - begin), flush=True)
