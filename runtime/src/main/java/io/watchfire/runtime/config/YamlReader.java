/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.runtime.config;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.CollectionStartEvent;
import org.yaml.snakeyaml.events.DocumentStartEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.MappingEndEvent;
import org.yaml.snakeyaml.events.MappingStartEvent;
import org.yaml.snakeyaml.events.NodeEvent;
import org.yaml.snakeyaml.events.ScalarEvent;
import org.yaml.snakeyaml.events.SequenceEndEvent;
import org.yaml.snakeyaml.reader.ReaderException;

/**
 * Builds nodes from the parser's events. The parser's own trees would expand aliases, give types to
 * scalars and forget the lines of keys.
 */
final class YamlReader {
  private static final int MAX_DEPTH = 50;

  private final String source;
  private final Problems problems;
  private Iterator<Event> events = List.<Event>of().iterator();

  YamlReader(String source, Problems problems) {
    this.source = source;
    this.problems = problems;
  }

  List<YamlNode> read(String text) {
    List<YamlNode> documents = new ArrayList<>();
    try {
      events = new org.yaml.snakeyaml.Yaml(options()).parse(new StringReader(text)).iterator();
      while (events.hasNext()) {
        if (events.next() instanceof DocumentStartEvent) {
          YamlNode root = node(events.next(), 0);
          if (!(root instanceof YamlScalar scalar && scalar.text() == null)) {
            documents.add(root);
          }
        }
      }
    } catch (Refused e) {
      problems.add(source, e.line, String.valueOf(e.getMessage()));
      return List.of();
    } catch (MarkedYAMLException e) {
      int line = e.getProblemMark() == null ? 0 : e.getProblemMark().getLine() + 1;
      problems.add(source, line, "not YAML: " + e.getProblem());
      return List.of();
    } catch (ReaderException e) {
      problems.add(source, lineAt(text, e.getPosition()), "not YAML: a control character");
      return List.of();
    } catch (YAMLException e) {
      problems.add(source, 0, "not YAML: " + e.getMessage());
      return List.of();
    }
    return documents;
  }

  private static LoaderOptions options() {
    LoaderOptions options = new LoaderOptions();
    options.setCodePointLimit(Yaml.MAX_BYTES);
    return options;
  }

  private YamlNode node(Event event, int depth) {
    int line = line(event);
    refuseAnchorsAndTags(event, line);
    if (depth > MAX_DEPTH) {
      throw new Refused(line, "nested deeper than " + MAX_DEPTH + " levels");
    }
    if (event instanceof ScalarEvent scalar) {
      return scalar(scalar, line);
    }
    return event instanceof MappingStartEvent ? map(line, depth) : list(line, depth);
  }

  private YamlNode scalar(ScalarEvent scalar, int line) {
    boolean quoted = scalar.getScalarStyle() != ScalarStyle.PLAIN;
    String text = scalar.getValue();
    return new YamlScalar(source, line, !quoted && isNull(text) ? null : text, quoted);
  }

  private static boolean isNull(String text) {
    return switch (text) {
      case "", "~", "null", "Null", "NULL" -> true;
      default -> false;
    };
  }

  private YamlNode map(int line, int depth) {
    Map<String, YamlNode> entries = new LinkedHashMap<>();
    Map<String, Integer> lines = new LinkedHashMap<>();
    for (Event event = events.next(); !(event instanceof MappingEndEvent); event = events.next()) {
      int keyLine = line(event);
      String key = key(event, keyLine);
      YamlNode value = node(events.next(), depth + 1);
      Integer before = lines.putIfAbsent(key, keyLine);
      if (before == null) {
        entries.put(key, value);
      } else {
        problems.add(
            source, keyLine, "key \"" + key + "\" is given twice (first on line " + before + ")");
      }
    }
    return new YamlMap(source, line, entries, lines);
  }

  private String key(Event event, int line) {
    refuseAnchorsAndTags(event, line);
    if (event instanceof ScalarEvent scalar) {
      return scalar.getValue();
    }
    throw new Refused(line, "a key that is a list or a map (expected: text)");
  }

  private YamlNode list(int line, int depth) {
    List<YamlNode> items = new ArrayList<>();
    for (Event event = events.next(); !(event instanceof SequenceEndEvent); event = events.next()) {
      items.add(node(event, depth + 1));
    }
    return new YamlList(source, line, items);
  }

  private static void refuseAnchorsAndTags(Event event, int line) {
    if (event instanceof AliasEvent alias) {
      throw new Refused(line, "alias *" + alias.getAnchor() + " (expected: the value itself)");
    }
    if (event instanceof NodeEvent node && node.getAnchor() != null) {
      throw new Refused(line, "anchor &" + node.getAnchor() + " (expected: no anchors)");
    }
    String tag = tag(event);
    if (tag != null) {
      throw new Refused(line, "tag " + tag + " (expected: no tags)");
    }
  }

  private static @Nullable String tag(Event event) {
    return switch (event) {
      case ScalarEvent scalar -> scalar.getTag();
      case CollectionStartEvent collection -> collection.getTag();
      default -> null;
    };
  }

  private static int line(Event event) {
    return event.getStartMark().getLine() + 1;
  }

  private static int lineAt(String text, int position) {
    return 1 + (int) text.codePoints().limit(Math.max(0, position)).filter(c -> c == '\n').count();
  }

  /** Valid YAML that is not accepted. */
  private static final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final int line;

    Refused(int line, String message) {
      super(message, null, false, false);
      this.line = line;
    }
  }
}
