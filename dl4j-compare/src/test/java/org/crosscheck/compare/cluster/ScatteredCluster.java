package org.crosscheck.compare.cluster;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/**
 * A cluster of two machines in this JVM: sums and what they find are sent as bytes, numbers are done in any order, parts are
 * added in any order, and some numbers are lost.
 */
public record ScatteredCluster(long stretch, Set<Long> lost) implements Cluster {

    @Override
    public <R extends Serializable> Shared<R> share(Sum<R> sum) {
        List<Sum<R>> machines = List.of(sent(sum), sent(sum));
        Random order = new Random(stretch);
        return new Shared<>() {
            @Override
            public long stretch() {
                return stretch;
            }

            @Override
            public R sum(long from, long to) {
                List<Long> numbers = LongStream.range(from, to).boxed().collect(Collectors.toList());
                Collections.shuffle(numbers, order);
                List<R> parts = List.of(sum.none(), sum.none(), sum.none());
                for (long number : numbers) {
                    int part = order.nextInt(parts.size());
                    Sum<R> machine = machines.get(order.nextInt(machines.size()));
                    R found = lost.contains(number) ? sum.lost(number) : sent(machine.of(number));
                    parts = new java.util.ArrayList<>(parts);
                    parts.set(part, sum.plus(found, parts.get(part)));
                }
                return sum.plus(parts.get(2), sum.plus(parts.get(0), parts.get(1)));
            }

            @Override
            public void close() {}
        };
    }

    /** Another object, from the bytes of this one. */
    @SuppressWarnings("unchecked")
    private static <T extends Serializable> T sent(T value) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(value);
            out.flush();
            return (T) new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray())).readObject();
        } catch (IOException | ClassNotFoundException e) {
            throw new AssertionError("cannot be sent", e);
        }
    }

    @Override
    public void close() {}
}
