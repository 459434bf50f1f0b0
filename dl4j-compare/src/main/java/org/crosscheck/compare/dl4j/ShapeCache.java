package org.crosscheck.compare.dl4j;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataBuffer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.shape.LongShapeDescriptor;
import org.nd4j.linalg.cpu.nativecpu.DirectShapeInfoProvider;

/**
 * Keeps the description of each shape that an array has had. ND4J 1.0.0-M2.1 has a cache of them, but its arrays ask past it: a
 * description is made for each array, outside of Java's heap, which is as much to make and to collect as the array itself.
 */
public final class ShapeCache extends DirectShapeInfoProvider {

    /** More than the shapes of all small networks; some 30 MB. What comes after is described as ND4J does. */
    private static final int MOST = 100_000;

    private final ConcurrentMap<LongShapeDescriptor, Pair<DataBuffer, long[]>> known = new ConcurrentHashMap<>();

    /**
     * Makes ND4J take it, and spares JavaCPP a look at the memory of the whole process for each array: for who makes very many. Both
     * read that once, when they start: afterwards it changes nothing.
     */
    public static void install() {
        System.setProperty("shapeinfoprovider", ShapeCache.class.getName());
        System.setProperty("org.bytedeco.javacpp.maxPhysicalBytes", "0");
    }

    @Override
    public Pair<DataBuffer, long[]> createShapeInformation(
            long[] shape, long[] stride, long elementWiseStride, char order, DataType type, boolean empty) {
        long kind = 2L * type.toInt() + (empty ? 1 : 0);
        LongShapeDescriptor key =
                new LongShapeDescriptor(shape, stride, 0, elementWiseStride, order, kind); // which copies
        Pair<DataBuffer, long[]> found = known.get(key);
        if (found != null) {
            return found;
        }
        Pair<DataBuffer, long[]> made =
                super.createShapeInformation(shape, stride, elementWiseStride, order, type, empty);
        if (known.size() < MOST) {
            known.put(key, made);
        }
        return made;
    }
}
