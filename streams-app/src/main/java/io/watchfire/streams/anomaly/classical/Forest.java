/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.anomaly.classical;

import com.amazon.randomcutforest.config.TransformMethod;
import com.amazon.randomcutforest.parkservices.AnomalyDescriptor;
import com.amazon.randomcutforest.parkservices.ThresholdedRandomCutForest;
import com.amazon.randomcutforest.parkservices.state.ThresholdedRandomCutForestMapper;
import com.amazon.randomcutforest.parkservices.state.ThresholdedRandomCutForestState;
import io.watchfire.streams.codec.CorruptValueException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputFilter;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.UncheckedIOException;

/**
 * A Random Cut Forest over the last {@value #SHINGLE} values, always with the same seed. What it
 * writes goes on exactly as it would have: sampled points, trees and random numbers are all in it.
 */
final class Forest {
  private static final int SHINGLE = 4;
  private static final int TREES = 30;
  private static final int SAMPLE = 256;
  private static final long SEED = 42;

  /** What a state is made of, and nothing else: it may come from a disk that others write. */
  private static final ObjectInputFilter FILTER =
      ObjectInputFilter.Config.createFilter(
          "maxbytes=8000000;com.amazon.randomcutforest.**;java.util.*;java.lang.*;!*");

  private final ThresholdedRandomCutForest model;

  private Forest(ThresholdedRandomCutForest model) {
    this.model = model;
  }

  Forest() {
    this(
        ThresholdedRandomCutForest.builder()
            .dimensions(SHINGLE)
            .shingleSize(SHINGLE)
            .numberOfTrees(TREES)
            .sampleSize(SAMPLE)
            .transformMethod(TransformMethod.NORMALIZE)
            .randomSeed(SEED)
            .build());
  }

  /** Judges a value, then takes it into its sample. */
  AnomalyDescriptor next(double value, long timeMillis) {
    return model.process(new double[] {value}, timeMillis);
  }

  /** Whether it has seen enough to judge. */
  boolean ready() {
    return model.getForest().isOutputReady();
  }

  Forest copy() {
    return of(toBytes());
  }

  byte[] toBytes() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(1 << 17);
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(new ThresholdedRandomCutForestMapper().toState(model));
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory", e);
    }
    return bytes.toByteArray();
  }

  static Forest of(byte[] bytes) {
    try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes))) {
      in.setObjectInputFilter(FILTER);
      ThresholdedRandomCutForestState state = (ThresholdedRandomCutForestState) in.readObject();
      return new Forest(new ThresholdedRandomCutForestMapper().toModel(state));
    } catch (IOException | ClassNotFoundException | ClassCastException e) {
      throw new CorruptValueException("forest of " + bytes.length + " bytes: " + e);
    }
  }
}
