package org.crosscheck.compare.written;

import java.util.List;
import java.util.regex.Pattern;
import org.crosscheck.compare.latex.Expr;
import org.crosscheck.compare.latex.Expr.Call;
import org.crosscheck.compare.latex.Expr.Sym;
import org.crosscheck.compare.latex.Printer;
import org.crosscheck.compare.latex.RelationChain;
import org.crosscheck.compare.written.Questions.Part;
import org.crosscheck.compare.written.Questions.Question;

/** Marks statements of dimensions: of the quantities that a question asks for, or beside its formulas. */
final class DimensionParts {

    /** Words between a quantity and its dimensions, and before dimensions alone. */
    private static final Pattern ABOUT =
            Pattern.compile("(?iu)(?U:\\b)(is|are|has|have|est|sont|de|of|dimensions?|shape|size|taille)(?U:\\b)|:");

    private static final Pattern OF = Pattern.compile("(?iu)(?U:\\b)(dimension|shape|size|taille)(?U:\\b)[^.]{0,25}$");

    private final PartMarks marks;
    private final Question question;
    private final Theory theory;

    DimensionParts(PartMarks marks, Theory theory) {
        this.marks = marks;
        this.question = marks.question;
        this.theory = theory;
    }

    /** Statements of dimensions. */
    void dimensions(Claim claim) {
        RelationChain chain = claim.chain();
        int i = chain.signs().contains("∈")
                ? chain.signs().indexOf("∈")
                : chain.signs().indexOf("dimension");
        Expr what = chain.sides().get(i);
        Expr space = chain.sides().get(i + 1);
        List<Expr> dims = chain.signs().get(i).equals("∈") && space instanceof Call call
                ? call.arguments()
                : Dimensions.of(space);
        if (dims.isEmpty() || space.equals(new Sym("set"))) {
            return;
        }
        dimension(what, dims);
    }

    private void dimension(Expr what, List<Expr> dims) {
        if (what instanceof Sym sym && theory.shape(sym.name()) == null) {
            return; // a name of the student's own is introduced
        }
        Shape shape = new Typer(theory, new org.crosscheck.compare.latex.Choices()).type(what);
        boolean right = Dimensions.fit(shape, dims, theory);
        if (!right) {
            marks.said.add(Printer.unicode(what) + " is " + shape.text() + ", not " + Dimensions.text(dims) + ".");
            marks.findings.add("dimension");
        }
        for (Part part : question.parts()) {
            if (part.is("dimension")) {
                boolean asked =
                        part.targets().stream().anyMatch(t -> Canonical.matches(what, Questions.expr(t, theory)) == 1);
                if (asked || !right) {
                    marks.record(part, right ? "right" : "wrong");
                }
            }
        }
        if (!right && question.parts().stream().noneMatch(p -> p.is("dimension"))) {
            marks.record(question.parts().get(0), "wrong");
        }
    }

    /** "The dimension of b is d_h": dimensions alone, about the quantity before them or the one that is asked for. */
    void bareDimensions(Claim claim, List<Claim> all) {
        Part asked = question.parts().stream()
                .filter(p -> p.is("dimension"))
                .findFirst()
                .orElse(null);
        List<Expr> dims = Dimensions.of(claim.chain().sides().get(0));
        if (asked == null || dims.isEmpty()) {
            return;
        }
        int place = all.indexOf(claim);
        Claim before = place > 0 ? all.get(place - 1) : null;
        boolean mention = before != null
                && before.chain() != null
                && before.chain().signs().isEmpty()
                && VerdictMaker.isMention(before.chain().sides().get(0))
                && Dimensions.of(before.chain().sides().get(0)).isEmpty();
        String words = claim.statement().words();
        if (mention && words.length() < 40 && ABOUT.matcher(words).find() && !words.contains("fit")) {
            dimension(before.chain().sides().get(0), dims);
        } else if (!mention
                && !words.contains("fit")
                && (all.size() == 1 || OF.matcher(words).find())) {
            dimension(Questions.expr(asked.targets().get(0), theory), dims);
        }
    }
}
