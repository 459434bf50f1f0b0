package org.crosscheck.compare.dl4j;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataBuffer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.cpu.nativecpu.DirectShapeInfoProvider;
import org.nd4j.linalg.factory.Nd4j;

/** Descriptions of shapes: those of ND4J, each made once. */
class ShapeCacheTest {

    private static final DirectShapeInfoProvider ND4J = new DirectShapeInfoProvider();

    private final ShapeCache cache = new ShapeCache();

    @Test
    void aDescriptionIsNd4jsAndIsMadeOnce() {
        Nd4j.create(1); // so that ND4J is up
        for (DataType type : new DataType[] {DataType.DOUBLE, DataType.INT32}) {
            for (char order : new char[] {'c', 'f'}) {
                for (long[] shape : new long[][] {{2, 3}, {3, 2}, {1, 1}, {4, 3, 2}}) {
                    long[] stride = Nd4j.getStrides(shape, order);
                    Pair<DataBuffer, long[]> first = cache.createShapeInformation(shape, stride, 1, order, type, false);
                    assertThat(first.getSecond())
                            .isEqualTo(ND4J.createShapeInformation(shape, stride, 1, order, type, false)
                                    .getSecond());
                    assertThat(cache.createShapeInformation(shape, stride, 1, order, type, false))
                            .isSameAs(first);
                }
            }
        }
    }

    /** The caller's arrays are its own. */
    @Test
    void whatTheCallerDoesWithItsArraysChangesNothing() {
        long[] shape = {2, 3};
        long[] stride = {3, 1};
        Pair<DataBuffer, long[]> first = cache.createShapeInformation(shape, stride, 1, 'c', DataType.DOUBLE, false);
        shape[0] = 3;
        stride[0] = 2;
        assertThat(cache.createShapeInformation(new long[] {2, 3}, new long[] {3, 1}, 1, 'c', DataType.DOUBLE, false))
                .isSameAs(first);
    }

    @Test
    void anEmptyArrayHasADescriptionOfItsOwn() {
        long[] shape = {0};
        long[] stride = {1};
        long[] empty = cache.createShapeInformation(shape, stride, 1, 'c', DataType.DOUBLE, true)
                .getSecond();
        assertThat(empty)
                .isEqualTo(ND4J.createShapeInformation(shape, stride, 1, 'c', DataType.DOUBLE, true)
                        .getSecond());
    }
}
