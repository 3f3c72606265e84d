/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.standalone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Longer than 300 lines, since it holds everything that one command promises about the files of its
 * user, a sentence each.
 */
class DetectTest {
  private static final long SEED = 11;
  private static final int ROWS = 600;
  private static final int SPIKE = 500;
  private static final String COLUMNS =
      "timestamp,value,anomaly_score,anomaly,expected,lower,upper,reason";

  @TempDir Path dir;

  @Test
  void everyRowIsWrittenWithItsTextUnchangedAndTheSpikeStartsAnAlert() throws IOException {
    Path input = write("in.csv", "timestamp,value\n" + spiky("T", "Z"));

    Cli cli = detect(input, "--output", out("out.csv").toString());

    assertThat(cli).isEqualTo(new Cli(0, "", ""));
    List<String> lines = Files.readAllLines(out("out.csv"));
    assertThat(lines).hasSize(ROWS + 1).first().isEqualTo(COLUMNS);
    List<String> given = Files.readAllLines(input);
    for (int i = 1; i <= ROWS; i++) {
      assertThat(lines.get(i)).startsWith(given.get(i) + ",");
    }
    String spike = lines.get(SPIKE + 1);
    assertThat(spike.split(",")[3]).as(spike + ", seed " + SEED).isEqualTo("1");
    assertThat(Double.parseDouble(spike.split(",")[2])).isBetween(0.5, 1.0);
    assertThat(spike).contains("900 where ").contains(" was expected").contains("one in ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "timestamp,value\n",
        "\uFEFFTimeStamp,Value,Label\n",
        "\"TIMESTAMP\",\"VALUE\"\r\n",
        "time,value\n",
        ""
      })
  void headersInAnyCaseOrNoneGiveTheSameScores(String header) throws IOException {
    Path plain = write("plain.csv", "timestamp,value\n" + spiky("T", "Z"));
    String newline = header.endsWith("\r\n") ? "\r\n" : "\n";
    Path other = write("other.csv", header + spiky("T", "Z").replace("\n", newline));

    detect(plain, "--output", out("a.csv").toString());
    Cli cli = detect(other, "--output", out("b.csv").toString());

    assertThat(cli.status()).as(cli.err()).isZero();
    assertThat(out("b.csv")).hasSameTextualContentAs(out("a.csv"));
  }

  @Test
  void furtherColumnsAreIgnoredWhereverTheyStand() throws IOException {
    write("in.csv", "host,Value,label,Timestamp\nweb-1,7.50,0,2026-11-24 13:05\n");

    Cli cli = detect(out("in.csv"), "--output", out("out.csv").toString());

    assertThat(cli).isEqualTo(new Cli(0, "", ""));
    assertThat(out("out.csv")).hasContent(COLUMNS + "\n2026-11-24 13:05,7.50,0,0,,,,\n");
  }

  @Test
  void rowsOutOfOrderArePutInOrderAndSaidSo() throws IOException {
    Path input = write("in.csv", "1700000120,3\n1700000000,1\n1700000060,2\n");

    Cli cli = detect(input, "--output", out("out.csv").toString());

    assertThat(cli.status()).isZero();
    assertThat(cli.err()).isEqualTo(input + ": 1 row out of order: put in order" + newline());
    assertThat(Files.readAllLines(out("out.csv")).stream().map(l -> l.split(",")[0]))
        .containsExactly("timestamp", "1700000000", "1700000060", "1700000120");
  }

  @Test
  void aTimeThatComesTwiceKeepsItsRowsButOnlyTheFirstIsJudged() throws IOException {
    String[] rows = spiky("T", "Z").split("\n", -1);
    rows[SPIKE] = rows[SPIKE] + "\n" + rows[SPIKE].replace(",900", ",-900");
    Path input = write("in.csv", String.join("\n", rows));

    Cli cli = detect(input, "--output", out("out.csv").toString());

    assertThat(cli.err()).contains("1 row with the time of another: the first one counts");
    List<String> lines = Files.readAllLines(out("out.csv"));
    assertThat(lines).hasSize(ROWS + 2);
    assertThat(lines.get(SPIKE + 1).split(",")[3]).isEqualTo("1");
    assertThat(lines.get(SPIKE + 2))
        .endsWith(",-900,0,0,,,,the same time again; the first value counts");
  }

  @Test
  void whatIsNoNumberKeepsItsRowAndWhatIsEmptyIsAGap() throws IOException {
    Path input = write("in.csv", "timestamp,value\n1700000000,NaN\n1700000060,\n1700000120,2\n");

    Cli cli = detect(input, "--output", out("out.csv").toString());

    assertThat(cli.status()).isZero();
    assertThat(cli.err())
        .contains(": 1 row without a value: left out")
        .contains(": 1 row whose value is no number (first: NaN, line 2): score 0");
    assertThat(Files.readAllLines(out("out.csv")))
        .containsExactly(COLUMNS, "1700000000,NaN,0,0,,,,no number", "1700000120,2,0,0,,,,");
  }

  @Test
  void aBadTimeIsToldWithItsLineAndNothingIsWritten() throws IOException {
    Path input = write("in.csv", "timestamp,value\n2026-11-24 13:05,1\n\n2026-13-24 13:10,2\n");

    Cli cli = detect(input, "--output", out("out.csv").toString());

    assertThat(cli.status()).isEqualTo(1);
    assertThat(cli.err())
        .startsWith("watchfire: timestamp: 2026-13-24 13:10 (expected: seconds or milliseconds")
        .endsWith("), " + input + ":4" + newline());
    assertThat(out("out.csv")).doesNotExist();
  }

  @Test
  void localTimesAreOfTheZoneThatIsGiven() throws IOException {
    // In Berlin 2026-03-29 02:30 does not exist, and the row after it is half an hour later.
    Path input = write("in.csv", "2026-03-29 01:30,1\n2026-03-29 03:00,2\n2026-03-29 03:30,3\n");
    Path same =
        write("same.csv", "2026-03-29T00:30Z,1\n2026-03-29T01:00Z,2\n2026-03-29T01:30Z,3\n");
    Path htmlInput = out("zone.html");
    Path htmlSame = out("same.html");

    detect(
        input,
        "--output",
        out("a").toString(),
        "--zone",
        "Europe/Berlin",
        "--html",
        htmlInput.toString());
    detect(
        same,
        "--output",
        out("b").toString(),
        "--zone",
        "Europe/Berlin",
        "--html",
        htmlSame.toString());

    assertThat(Files.readString(htmlInput).replace("in.csv", "same.csv"))
        .isEqualTo(Files.readString(htmlSame))
        .contains("\"dt\":[0,1800000,1800000]");
  }

  @Test
  void aDirectoryGivesTheSameFilesAsOneByOne() throws IOException {
    write("in/a/one.csv", "timestamp,value\n" + spiky("T", "Z"));
    write("in/two.CSV", spiky(" ", ""));
    write("in/readme.txt", "no series");

    Cli cli = detect(out("in"), "--output", out("all").toString());
    detect(out("in/a/one.csv"), "--output", out("one.csv").toString());
    detect(out("in/two.CSV"), "--output", out("two.csv").toString());

    assertThat(cli.status()).as(cli.err()).isZero();
    assertThat(cli.err()).contains("1 of 2 files done").contains("2 of 2 files scored");
    assertThat(out("all/a/one.csv")).hasSameTextualContentAs(out("one.csv"));
    assertThat(out("all/two.CSV")).hasSameTextualContentAs(out("two.csv"));
    assertThat(out("all/readme.txt")).doesNotExist();
  }

  @Test
  void oneBadFileDoesNotStopTheOthers() throws IOException {
    write("in/bad.csv", "timestamp,value\nyesterday,1\n");
    write("in/empty.csv", "");
    write("in/good.csv", "1700000000,1\n");

    Cli cli = detect(out("in"), "--output", out("all").toString());

    assertThat(cli.status()).isEqualTo(1);
    assertThat(cli.err())
        .contains(
            "watchfire: timestamp: yesterday (expected: a header with timestamp and value, or")
        .contains("bad.csv:2")
        .contains("empty.csv: no row with a value")
        .contains("1 of 3 files scored");
    assertThat(out("all/good.csv")).exists();
    assertThat(out("all/bad.csv")).doesNotExist();
  }

  @Test
  void thePageNeedsNothingButItselfAndEscapesWhatItShows() throws IOException {
    write("a<b>&.csv", "timestamp,value\n" + spiky("T", "Z") + "2030-01-01,</script>\n");
    Path html = out("page/page.html");

    Cli cli = detect(out("a<b>&.csv"), "--output", out("o").toString(), "--html", html.toString());

    String page = Files.readString(html);
    assertThat(cli.status()).as(cli.err()).isZero();
    assertThat(page)
        .doesNotContainPattern("(?i)https?:|//[a-z]+\\.")
        .doesNotContainPattern("(?i)\\bsrc=|url\\((?!#)|@import|fetch\\(|<link rel=\"stylesheet\"")
        .doesNotContainPattern("@[A-Z]+@")
        .contains("<title>a&lt;b&gt;&amp;.csv")
        .contains("<td class=\"n\">900</td>")
        .contains("prefers-color-scheme: dark");
    assertThat(page.split("</script>", -1)).hasSize(3);
  }

  @Test
  void wrongUsageIsToldApartFromWrongInput() throws IOException {
    Path input = write("in.csv", "1700000000,1\n");
    String output = out("out.csv").toString();

    assertThat(detect(input).status()).isEqualTo(2);
    assertUsage(
        detect(input, "--output", output, "--detector", "oracle"), "oracle (expected: one of ");
    assertUsage(detect(input, "--output", output, "--zone", "Mars"), "--zone: Mars (expected: ");
    assertUsage(
        detect(input, "--output", output, "--false-alerts", "few"),
        "--false-alerts: few (expected: ");
    assertUsage(
        detect(input, "--output", input.toString()), "(expected: another file than --input)");
    assertUsage(detect(input, "--output", dir.toString()), "(expected: a file, as --input is one)");
    assertUsage(detect(dir, "--output", out("x").toString()), "(expected: a directory outside of");
    assertUsage(
        detect(dir, "--output", dir.resolveSibling("x").toString(), "--html", "x.html"),
        "--html: x.html (expected: only with a single file as --input)");
    Cli missing = detect(out("none.csv"), "--output", output);
    assertThat(missing.status()).isEqualTo(1);
    assertThat(missing.err()).contains("none.csv (expected: a file or directory)");
  }

  @Test
  void noFileIsWrittenOverAnotherOneByWhateverName() throws IOException {
    String rows = "1700000000,1\n";
    Path input = write("in.csv", rows);
    Path output = out("out.csv");
    Path link = Files.createSymbolicLink(out("link.csv"), input);
    Path hard = Files.createLink(out("hard.csv"), input);
    Path folder = Files.createSymbolicLink(out("folder"), dir);
    Path early = Files.createSymbolicLink(out("early.csv"), output);
    String another = "(expected: another file than --";

    for (Path same : List.of(input, link, hard, folder.resolve("in.csv"))) {
      assertUsage(detect(input, "--output", same.toString()), another + "input)");
      assertUsage(detect(same, "--output", input.toString()), another + "input)");
      assertUsage(
          detect(input, "--output", output.toString(), "--html", same.toString()),
          "--html: " + same + " " + another + "input)");
    }
    for (Path same : List.of(output, early, folder.resolve("out.csv"))) {
      assertUsage(
          detect(input, "--output", output.toString(), "--html", same.toString()),
          "--html: " + same + " " + another + "output)");
    }
    assertThat(input).hasContent(rows);
    assertThat(output).doesNotExist();
  }

  @Test
  void noFileOfADirectoryIsWrittenOverOneThatIsRead() throws IOException {
    write("in/a.csv", "1700000000,1\n");
    write("in/in/a.csv", "1700000000,2\n");
    Path folder = Files.createSymbolicLink(out("folder"), out("in"));
    Files.createDirectories(out("links"));
    Files.createSymbolicLink(out("links/a.csv"), out("in/a.csv"));

    assertUsage(detect(out("in"), "--output", folder.toString()), "a directory outside of --input");
    assertUsage(
        detect(folder, "--output", out("in/new").toString()), "a directory outside of --input");
    assertUsage(
        detect(out("in"), "--output", dir.toString()),
        out("in/a.csv") + " (expected: no file below --input)");
    assertUsage(
        detect(out("in"), "--output", out("links").toString()),
        out("links/a.csv") + " (expected: no file below --input)");
    assertUsage(
        detect(out("in"), "--output", write("file", "").toString()),
        "(expected: a directory, as --input is one)");
    assertThat(out("in/a.csv")).hasContent("1700000000,1");
  }

  @Test
  void whatIsBesideTheOutputStaysEvenIfItLooksUnfinished() throws IOException {
    Path input = write("out.csv.part", "1700000000,1\n");

    assertThat(detect(input, "--output", out("out.csv").toString())).isEqualTo(new Cli(0, "", ""));

    assertThat(input).hasContent("1700000000,1");
    assertThat(dir.toFile().list()).containsExactlyInAnyOrder("out.csv.part", "out.csv");
  }

  @Test
  void aLinkStaysAndItsTargetIsWritten() throws IOException {
    Path input = write("in.csv", "1700000000,1\n");
    Path target = write("target.csv", "old");
    Path link = Files.createSymbolicLink(out("link.csv"), target);
    Path early = Files.createSymbolicLink(out("early.csv"), out("later.csv"));

    for (Path output : List.of(link, early)) {
      assertThat(detect(input, "--output", output.toString())).isEqualTo(new Cli(0, "", ""));
      assertThat(output).isSymbolicLink();
    }

    assertThat(target).hasContent(COLUMNS + "\n1700000000,1,0,0,,,,");
    assertThat(out("later.csv")).hasSameTextualContentAs(target);
  }

  @Test
  void aDeviceIsNotReplacedByAFile() throws IOException {
    Path input = write("in.csv", "1700000000,1\n");
    Path link = Files.createSymbolicLink(out("link.csv"), Path.of("/dev/null"));

    assertUsage(
        detect(input, "--output", link.toString()),
        "--output: " + link + " (expected: a file; this is neither a file nor absent)");

    assertThat(link).isSymbolicLink();
  }

  @Test
  void aDeviceAmongTheOutputsOfADirectoryIsAProblemOfItsFileAlone() throws IOException {
    write("in/a.csv", "1700000000,1\n");
    write("in/b.csv", "1700000000,1\n");
    Files.createDirectories(out("all"));
    Path link = Files.createSymbolicLink(out("all/a.csv"), Path.of("/dev/null"));

    Cli cli = detect(out("in"), "--output", out("all").toString());

    assertThat(cli.status()).isEqualTo(1);
    assertThat(cli.err()).contains(link + " (expected: a file; this is neither", "1 of 2 files");
    assertThat(link).isSymbolicLink();
  }

  @Test
  void whatCannotBeWrittenIsToldInALineBeforeAnythingIs() throws IOException {
    Path input = write("in.csv", "1700000000,1\n");
    Path below = write("file.csv", "").resolve("x");
    Path output = out("out.csv");

    assertFailure(detect(input, "--output", below.toString()), below + ": ");
    assertFailure(detect(input, "--output", output.toString(), "--html", below.toString()), "x: ");
    assertFailure(
        detect(input, "--output", output.toString(), "--html", dir.toString()),
        "--html: " + dir + " (expected: a file; this is a directory)");
    assertThat(output).doesNotExist();
  }

  @Test
  void aPlaceThatCannotBeOfADirectoryIsAProblemOfItsFileAlone() throws IOException {
    write("in/a/one.csv", "1700000000,1\n");
    write("in/two.csv", "1700000000,1\n");
    write("all/a", "no directory");

    Cli cli = detect(out("in"), "--output", out("all").toString());

    assertThat(cli.status()).isEqualTo(1);
    assertThat(cli.err()).contains("watchfire: " + out("all/a/one.csv"), "1 of 2 files scored");
    assertThat(out("all/two.csv")).exists();
  }

  private static void assertFailure(Cli cli, String message) {
    assertThat(cli.status()).as(cli.err()).isEqualTo(1);
    assertThat(cli.err()).startsWith("watchfire: ").contains(message).hasLineCount(1);
    assertThat(cli.err()).doesNotContain("error of Watchfire itself");
  }

  private static void assertUsage(Cli cli, String message) {
    assertThat(cli.status()).as(cli.err()).isEqualTo(2);
    assertThat(cli.err()).contains(message);
  }

  private static Cli detect(Path input, String... more) {
    String[] arguments = new String[more.length + 3];
    arguments[0] = "detect";
    arguments[1] = "--input";
    arguments[2] = input.toString();
    System.arraycopy(more, 0, arguments, 3, more.length);
    return Cli.run(arguments);
  }

  /** Noise around 100, a minute a row, with one value of 900. */
  private static String spiky(String separator, String zone) {
    Random random = new Random(SEED);
    StringBuilder rows = new StringBuilder();
    Instant time = Instant.parse("2026-11-24T00:00:00Z");
    for (int i = 0; i < ROWS; i++) {
      long value = i == SPIKE ? 900 : Math.round(100 + 5 * random.nextGaussian());
      String text = time.plus(i, ChronoUnit.MINUTES).toString().replace("Z", zone);
      rows.append(text.replace("T", separator)).append(',').append(value).append('\n');
    }
    return rows.toString();
  }

  private Path out(String name) {
    return dir.resolve(name);
  }

  private Path write(String name, String text) throws IOException {
    Path file = dir.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  private static String newline() {
    return System.lineSeparator();
  }
}
