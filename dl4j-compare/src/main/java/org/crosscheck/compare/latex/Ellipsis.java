package org.crosscheck.compare.latex;

import java.util.ArrayList;
import java.util.List;
import org.crosscheck.compare.latex.Expr.Dots;
import org.crosscheck.compare.latex.Expr.Num;
import org.crosscheck.compare.latex.Expr.Sum;
import org.crosscheck.compare.latex.Expr.Sym;

/** What three dots stand for: the first and the last of a list say how it goes on. */
public final class Ellipsis {

    private Ellipsis() {}

    /**
     * The general element of a list whose first has 1 where its last has some letter; null if the two differ otherwise.
     *
     * @param index the letter of the general index
     */
    public static Expr general(Expr first, Expr last, String index) {
        Expr to = end(first, last);
        return to == null ? null : merge(first, last, to, new Sym(index));
    }

    /** What stands in the last where the first has 1; null if there is no such place. */
    public static Expr end(Expr first, Expr last) {
        if (first.equals(Num.ONE) && (last instanceof Sym || last instanceof Num) && !last.equals(first)) {
            return last;
        }
        List<Expr> a = Expr.parts(first);
        List<Expr> b = Expr.parts(last);
        for (int i = 0; i < Math.min(a.size(), b.size()); i++) {
            Expr end = end(a.get(i), b.get(i));
            if (end != null) {
                return end;
            }
        }
        return null;
    }

    private static Expr merge(Expr first, Expr last, Expr to, Sym index) {
        if (first.equals(last)) {
            return first;
        }
        if (first.equals(Num.ONE) && last.equals(to)) {
            return index;
        }
        List<Expr> a = Expr.parts(first);
        List<Expr> b = Expr.parts(last);
        if (a.isEmpty() || a.size() != b.size()) {
            return null;
        }
        List<Expr> merged = new ArrayList<>();
        for (int i = 0; i < a.size(); i++) {
            Expr part = merge(a.get(i), b.get(i), to, index);
            if (part == null) {
                return null;
            }
            merged.add(part);
        }
        int[] next = {0};
        Expr candidate = Expr.map(first, part -> merged.get(next[0]++));
        next[0] = 0;
        Expr check = Expr.map(last, part -> merged.get(next[0]++));
        return candidate.equals(check) ? candidate : null;
    }

    /** Terms of a sum with dots among them as one sum: {@code a_1 + a_2 + \dots + a_m}; null if they do not fit. */
    static Expr sum(List<Expr> terms) {
        int dots = terms.indexOf(new Dots());
        if (dots < 1 || dots + 1 >= terms.size() || terms.lastIndexOf(new Dots()) != dots) {
            return null;
        }
        Expr last = terms.get(dots + 1);
        for (int first = Math.max(0, dots - 3); first < dots; first++) {
            String index = "k'";
            Expr general = general(terms.get(first), last, index);
            if (general == null) {
                continue;
            }
            boolean fits = true;
            for (int i = first; i < dots; i++) {
                Expr expected = Expr.replace(general, new Sym(index), new Num(String.valueOf(i - first + 1)));
                fits &= terms.get(i).equals(expected);
            }
            if (fits) {
                Expr sum = new Sum(index, end(terms.get(first), last), List.of(), general);
                List<Expr> all = new ArrayList<>(terms.subList(0, first));
                all.add(sum);
                all.addAll(terms.subList(dots + 2, terms.size()));
                return all.stream().reduce(Expr.Add::new).orElseThrow();
            }
        }
        return null;
    }
}
