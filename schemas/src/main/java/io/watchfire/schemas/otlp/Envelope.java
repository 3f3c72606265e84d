/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.schemas.otlp;

import io.watchfire.schemas.otlp.OtlpFields.Batch;
import io.watchfire.schemas.otlp.OtlpFields.Resource;
import io.watchfire.schemas.protobuf.MalformedTelemetryException;
import io.watchfire.schemas.protobuf.Slice;
import io.watchfire.schemas.protobuf.Wire;

/**
 * What OTLP metrics and spans have in common: resources, in them scopes, in them items. Protobuf
 * does not promise an order of fields, so resource and scope are looked for first, by lengths.
 */
final class Envelope {
  private final Wire wire;
  private final Slice identity = new Slice();
  private final Slice scope = new Slice();
  private final AttributeSlices attributes = new AttributeSlices();

  Envelope(Wire wire) {
    this.wire = wire;
  }

  /** What is done with the content. An item is the current message of the cursor when called. */
  interface Items {
    boolean resource(Slice identity, AttributeSlices attributes);

    void scope(Slice identity);

    void item() throws MalformedTelemetryException;

    /** How many points or spans an item of a refused resource holds. */
    int unread() throws MalformedTelemetryException;

    void unread(int count);

    void endResource();
  }

  void read(byte[] bytes, Items items) throws MalformedTelemetryException {
    wire.reset(bytes, 0, bytes.length);
    int unknown = 0;
    boolean resources = false;
    while (wire.next()) {
      if (wire.field() == Batch.RESOURCES) {
        int outer = wire.enter("resources");
        resource(items);
        wire.leave(outer);
        resources = true;
      } else {
        unknown = wire.field();
        wire.skip();
      }
    }
    if (!resources && unknown != 0) {
      throw wire.malformed("field " + unknown + " and no resource", "field 1, the resources");
    }
  }

  private void resource(Items items) throws MalformedTelemetryException {
    int start = wire.position();
    findResource();
    wire.rewind(start);
    boolean wanted = items.resource(identity, attributes);
    int unread = 0;
    while (wire.next()) {
      if (wire.field() != Batch.CONTENT) {
        wire.skip();
        continue;
      }
      int outer = wire.enter("scopes");
      if (wanted) {
        scope(items);
      } else {
        unread += unread(items);
      }
      wire.leave(outer);
    }
    if (unread > 0) {
      items.unread(unread);
    }
    items.endResource();
  }

  private void findResource() throws MalformedTelemetryException {
    attributes.clear(wire.bytes());
    find(identity, "resource");
    if (identity.isEmpty()) {
      return;
    }
    wire.rewind(identity.offset());
    int outer = wire.narrow(identity.length());
    while (wire.next()) {
      if (wire.field() == Resource.ATTRIBUTES) {
        attributes.add(wire);
      } else {
        wire.skip();
      }
    }
    wire.leave(outer);
  }

  private void scope(Items items) throws MalformedTelemetryException {
    int start = wire.position();
    find(scope, "scope");
    wire.rewind(start);
    items.scope(scope);
    while (wire.next()) {
      if (wire.field() == Batch.CONTENT) {
        int outer = wire.enter("items");
        items.item();
        wire.leave(outer);
      } else {
        wire.skip();
      }
    }
  }

  private int unread(Items items) throws MalformedTelemetryException {
    int unread = 0;
    while (wire.next()) {
      if (wire.field() == Batch.CONTENT) {
        int outer = wire.enter("items");
        unread += items.unread();
        wire.leave(outer);
      } else {
        wire.skip();
      }
    }
    return unread;
  }

  /** Walks the current message for the one message that says whose content it is. */
  private void find(Slice found, String name) throws MalformedTelemetryException {
    found.set(wire.bytes(), wire.position(), 0);
    boolean seen = false;
    while (wire.next()) {
      if (wire.field() != Batch.IDENTITY) {
        wire.skip();
        continue;
      }
      if (seen) {
        // Legal protobuf would merge the two; nobody writes it, and which one counts is guesswork.
        throw wire.malformed("a second " + name, "one");
      }
      wire.range(found, name);
      seen = true;
    }
  }
}
