package org.crosscheck.compare.written;

import java.util.stream.Collectors;
import org.crosscheck.compare.latex.Expr;
import org.crosscheck.compare.latex.Expr.Mul;
import org.crosscheck.compare.latex.Expr.Times;
import org.crosscheck.compare.latex.Expr.Transpose;
import org.crosscheck.compare.latex.Printer;
import org.crosscheck.compare.latex.RelationChain;
import org.crosscheck.compare.written.Prover.Proof;
import org.crosscheck.compare.written.Typing.Product;

/** Says how a formula was read: each product with the sign that tells what it means. */
final class Readings {

    private Readings() {}

    static String text(Proof proof) {
        RelationChain chain = new RelationChain(
                proof.chain().sides().stream()
                        .map(side -> plain(side, proof.typing()))
                        .toList(),
                proof.chain().signs(),
                proof.chain().where());
        return Printer.unicode(chain.latex());
    }

    /** The expression with its products written as they were understood. */
    static Expr plain(Expr e, Typing typing) {
        Product product = typing.products.get(e);
        Expr mapped = Expr.map(e, part -> plain(part, typing));
        if (product == null || !(mapped instanceof Mul mul)) {
            return mapped;
        }
        return switch (product) {
            case ELEMENTWISE -> new Mul(Times.ELEMENTWISE, mul.left(), mul.right());
            case INNER -> new Mul(Times.BESIDE, new Transpose(mul.left()), mul.right());
            case OUTER -> new Mul(Times.BESIDE, mul.left(), new Transpose(mul.right()));
            default -> new Mul(Times.BESIDE, mul.left(), mul.right());
        };
    }

    static String list(java.util.List<String> texts) {
        return texts.stream().collect(Collectors.joining(" "));
    }
}
