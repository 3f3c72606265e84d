/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/** Holds what is written against one of the published schemas. */
public final class Schemas {
  private static final String ADDRESS = "https://watchfire.io/schemas/v1/";

  private final ObjectMapper mapper = new ObjectMapper();
  private final JsonSchema schema;

  private Schemas(JsonSchema schema) {
    this.schema = schema;
  }

  /** The one of that name, such as {@code audit}. */
  public static Schemas of(String name) {
    return new Schemas(
        JsonSchemaFactory.getInstance(
                VersionFlag.V202012,
                factory ->
                    factory.schemaMappers(all -> all.mapPrefix(ADDRESS, "classpath:schemas/")))
            .getSchema(SchemaLocation.of(ADDRESS + name + ".schema.json")));
  }

  /** Fails unless it conforms. */
  public void assertConforms(byte[] json) {
    assertThat(problems(json)).as(new String(json, StandardCharsets.UTF_8)).isEmpty();
  }

  /** What is wrong with it; empty if it conforms. */
  public Set<ValidationMessage> problems(byte[] json) {
    try {
      return schema.validate(mapper.readTree(json));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
