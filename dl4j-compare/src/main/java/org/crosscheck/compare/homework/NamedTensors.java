package org.crosscheck.compare.homework;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.crosscheck.reference.Tensor;
import org.crosscheck.reference.Theta;

/**
 * Named arrays: those of a case, or the answers of an engine. Immutable and ordered; the keys are those of {@link
 * Quantities}. The typed accessors throw {@link IllegalArgumentException} if the key is absent.
 */
public record NamedTensors(Map<String, Tensor> tensors) {

    /** No values. */
    public static final NamedTensors NONE = new NamedTensors(Map.of());

    public NamedTensors {
        tensors = Collections.unmodifiableMap(new LinkedHashMap<>(tensors));
    }

    public boolean has(String key) {
        return tensors.containsKey(key);
    }

    public boolean hasAll(Iterable<String> keys) {
        for (String key : keys) {
            if (!has(key)) {
                return false;
            }
        }
        return true;
    }

    public Set<String> keys() {
        return tensors.keySet();
    }

    public Tensor get(String key) {
        Tensor tensor = tensors.get(key);
        if (tensor == null) {
            throw new IllegalArgumentException("no array '" + key + "' among " + keys());
        }
        return tensor;
    }

    /** The shapes by key, in the order of the tensors. */
    public Map<String, int[]> shapes() {
        Map<String, int[]> shapes = new LinkedHashMap<>();
        tensors.forEach((key, tensor) -> shapes.put(key, tensor.shape()));
        return shapes;
    }

    /** The rows of a matrix, copied. */
    public double[][] rows(String key) {
        return get(key).rows();
    }

    /** The elements in row-major order, not copied. */
    public double[] vector(String key) {
        return get(key).values();
    }

    /** Integers, such as the classes y in 1..m. */
    public int[] integers(String key) {
        return integers(get(key));
    }

    /** The elements of a tensor of integers. */
    public static int[] integers(Tensor tensor) {
        int[] integers = new int[tensor.values().length];
        for (int i = 0; i < integers.length; i++) {
            integers[i] = (int) tensor.values()[i];
        }
        return integers;
    }

    /** W1, b1, W2, b2 as the reference takes them. */
    public Theta theta() {
        return new Theta(rows("W1"), vector("b1"), rows("W2"), vector("b2"));
    }

    /** These values and another, which replaces one of the same key. */
    public NamedTensors with(String key, Tensor tensor) {
        Map<String, Tensor> more = new LinkedHashMap<>(tensors);
        more.put(key, tensor);
        return new NamedTensors(more);
    }

    /** These values and the others, which replace those of the same key. */
    public NamedTensors with(NamedTensors others) {
        Map<String, Tensor> more = new LinkedHashMap<>(tensors);
        more.putAll(others.tensors);
        return new NamedTensors(more);
    }

    /** The values of the given keys, all of which must be there. */
    public NamedTensors only(Iterable<String> keys) {
        Map<String, Tensor> fewer = new LinkedHashMap<>();
        keys.forEach(key -> fewer.put(key, get(key)));
        return new NamedTensors(fewer);
    }

    /** These values without those of the given keys. */
    public NamedTensors without(Set<String> keys) {
        Map<String, Tensor> fewer = new LinkedHashMap<>(tensors);
        fewer.keySet().removeAll(keys);
        return new NamedTensors(fewer);
    }
}
