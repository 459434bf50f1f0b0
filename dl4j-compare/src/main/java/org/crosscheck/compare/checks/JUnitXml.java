package org.crosscheck.compare.checks;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.crosscheck.compare.checks.Report.CheckResult;
import org.crosscheck.compare.checks.Report.QuestionResult;
import org.crosscheck.compare.rounding.Verdict;

/** A report in the XML format of JUnit, which continuous integration servers show: one suite for each question. */
public final class JUnitXml {

    private JUnitXml() {}

    /** The bytes of {@code junit.xml}, UTF-8. */
    public static byte[] of(Report report) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            XMLStreamWriter xml =
                    XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(bytes, StandardCharsets.UTF_8.name());
            xml.writeStartDocument(StandardCharsets.UTF_8.name(), "1.0");
            xml.writeStartElement("testsuites");
            for (QuestionResult question : report.questions()) {
                suite(xml, question);
            }
            xml.writeEndElement();
            xml.writeEndDocument();
            xml.close();
        } catch (XMLStreamException e) {
            throw new IllegalStateException("an array in memory cannot be written", e);
        }
        return bytes.toByteArray();
    }

    private static void suite(XMLStreamWriter xml, QuestionResult question) throws XMLStreamException {
        xml.writeStartElement("testsuite");
        xml.writeAttribute("name", question.id() + " " + question.title());
        xml.writeAttribute("tests", String.valueOf(question.checks().size()));
        xml.writeAttribute("failures", String.valueOf(failures(question)));
        for (CheckResult check : question.checks()) {
            xml.writeStartElement("testcase");
            xml.writeAttribute("classname", question.id());
            xml.writeAttribute(
                    "name",
                    clean(check.check().quantity() + " " + check.check().left() + "~"
                            + check.check().right() + " " + check.check().kind().text() + ", " + check.caseName()));
            if (fails(check)) {
                xml.writeStartElement("failure");
                xml.writeAttribute(
                        "message",
                        clean(check.found().verdict().text() + ": "
                                + check.found().reason()));
                xml.writeCharacters(String.format(
                        Locale.ROOT,
                        "%s: %s, %s: %s, bound %s",
                        check.check().left(),
                        check.found().left(),
                        check.check().right(),
                        check.found().right(),
                        check.found().bound()));
                xml.writeEndElement();
            }
            xml.writeEndElement();
        }
        xml.writeEndElement();
    }

    private static boolean fails(CheckResult check) {
        return check.gates() && check.found().verdict() != Verdict.AGREE;
    }

    private static long failures(QuestionResult question) {
        return question.checks().stream().filter(JUnitXml::fails).count();
    }

    /** XML 1.0 has no control characters, not even escaped. */
    private static String clean(String text) {
        return text.replaceAll("[\\p{Cntrl}\\x{FFFE}\\x{FFFF}\\p{Cs}]", "?");
    }
}
