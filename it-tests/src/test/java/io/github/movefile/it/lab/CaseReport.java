// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.it.lab;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/**
 * One test case of a run of JUnit in another JVM.
 *
 * @param name class, method and, for one of several, which
 * @param outcome what came of it
 * @param text why, unless it passed
 */
public record CaseReport(String name, Outcome outcome, String text) {
  private static final Pattern DISPLAY_NAME =
      Pattern.compile("(?m)^display-name: (?:JUnit Jupiter > )?(.*)$");

  /** What can come of a test case. */
  public enum Outcome {
    /** It held. */
    PASSED,
    /** It did not. */
    FAILED,
    /** It said that something was missing. */
    SKIPPED
  }

  /**
   * Reads a report in the format of Ant's JUnit task, as the console launcher writes it.
   *
   * @param xml its bytes
   * @return the cases in the order in which they ran
   */
  static List<CaseReport> parse(byte[] xml) {
    try {
      NodeList cases =
          DocumentBuilderFactory.newInstance()
              .newDocumentBuilder()
              .parse(new ByteArrayInputStream(xml))
              .getElementsByTagName("testcase");
      List<CaseReport> reports = new ArrayList<>();
      for (int i = 0; i < cases.getLength(); i++) {
        reports.add(of((Element) cases.item(i)));
      }
      return reports;
    } catch (IOException | SAXException | ParserConfigurationException e) {
      throw new AssertionError("no report of JUnit", e);
    }
  }

  private static CaseReport of(Element element) {
    String name = name(element);
    for (String tag : new String[] {"failure", "error"}) {
      if (element.getElementsByTagName(tag).getLength() > 0) {
        return new CaseReport(name, Outcome.FAILED, text(element, tag));
      }
    }
    return element.getElementsByTagName("skipped").getLength() > 0
        ? new CaseReport(name, Outcome.SKIPPED, text(element, "skipped"))
        : new CaseReport(name, Outcome.PASSED, "");
  }

  private static String name(Element element) {
    Matcher matcher = DISPLAY_NAME.matcher(text(element, "system-out"));
    return matcher.find()
        ? matcher.group(1)
        : element.getAttribute("classname") + " > " + element.getAttribute("name");
  }

  private static String text(Element element, String tag) {
    NodeList found = element.getElementsByTagName(tag);
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < found.getLength(); i++) {
      text.append(found.item(i).getTextContent()).append('\n');
    }
    return text.toString().strip();
  }
}
