/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.forecast;

import io.watchfire.streams.codec.ByteReader;
import io.watchfire.streams.codec.ByteWriter;
import java.util.Arrays;

/**
 * The past of a series, downsampled to means. A cell is a 288th of the long window, and half a
 * window of them is kept; three cells are a block, of which two windows are kept. What has no
 * values is NaN.
 */
final class Rollup {
  static final int PER_BLOCK = 3;
  static final int BLOCKS = 96;
  private static final int CELLS = PER_BLOCK * BLOCKS / 2;

  private final long cellMillis;
  private final double[] cells = new double[CELLS];
  private final double[] blocks = new double[2 * BLOCKS];
  private long open = Long.MIN_VALUE;
  private double sum;
  private long count;

  Rollup(long windowMillis) {
    cellMillis = Math.ceilDiv(windowMillis, PER_BLOCK * BLOCKS);
    Arrays.fill(cells, Double.NaN);
    Arrays.fill(blocks, Double.NaN);
  }

  /** Width of a cell in milliseconds. */
  long cellMillis() {
    return cellMillis;
  }

  /**
   * The number of the block that is being filled; {@link Long#MIN_VALUE} before the first value.
   */
  long openBlock() {
    return open == Long.MIN_VALUE ? Long.MIN_VALUE : blockOf(open);
  }

  /** Moves on to the cell of that time; what lies between is a gap. */
  void advance(long timeMillis) {
    long cell = Math.floorDiv(timeMillis, cellMillis);
    if (cell == open) {
      return;
    }
    boolean first = open == Long.MIN_VALUE;
    long from = first ? cell : Math.max(open + 1, cell - CELLS + 1);
    for (long i = from; i <= cell; i++) {
      cells[slot(i, CELLS)] = Double.NaN;
    }
    long block = blockOf(cell);
    long fromBlock = first ? block : Math.max(blockOf(open) + 1, block - blocks.length + 1);
    for (long i = fromBlock; i <= block; i++) {
      blocks[slot(i, blocks.length)] = Double.NaN;
    }
    open = cell;
    sum = 0;
    count = 0;
  }

  /** Adds a value to the open cell. */
  void add(double value) {
    sum += value;
    count++;
    cells[slot(open, CELLS)] = sum / count;
    blocks[slot(blockOf(open), blocks.length)] = meanOfBlock();
  }

  private double meanOfBlock() {
    double total = 0;
    int filled = 0;
    for (long cell = blockOf(open) * PER_BLOCK; cell <= open; cell++) {
      double mean = cells[slot(cell, CELLS)];
      if (!Double.isNaN(mean)) {
        total += mean;
        filled++;
      }
    }
    return total / filled;
  }

  /** The mean of a cell, NaN if it has no values or is out of reach. */
  double cell(long cell) {
    return cell > open - CELLS && cell <= open ? cells[slot(cell, CELLS)] : Double.NaN;
  }

  /** The mean of a block, the cells {@code 3b} to {@code 3b + 2}; NaN as for a cell. */
  double block(long block) {
    long newest = blockOf(open);
    return block > newest - blocks.length && block <= newest
        ? blocks[slot(block, blocks.length)]
        : Double.NaN;
  }

  void write(ByteWriter out) {
    out.fixed64(open).float64(sum).varint(count);
    put(out, cells);
    put(out, blocks);
  }

  static Rollup read(ByteReader in, long windowMillis) {
    Rollup read = new Rollup(windowMillis);
    read.open = in.fixed64();
    read.sum = in.float64();
    read.count = in.varint();
    get(in, read.cells);
    get(in, read.blocks);
    return read;
  }

  private static void put(ByteWriter out, double[] values) {
    for (double value : values) {
      out.float64(value);
    }
  }

  private static void get(ByteReader in, double[] values) {
    for (int i = 0; i < values.length; i++) {
      values[i] = in.float64();
    }
  }

  static long blockOf(long cell) {
    return Math.floorDiv(cell, (long) PER_BLOCK);
  }

  private static int slot(long number, int size) {
    return (int) Math.floorMod(number, (long) size);
  }
}
