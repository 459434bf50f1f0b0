package org.crosscheck.compare.dl4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;

class BlasCheckTest {

    @Test
    void theBlasOfThisMachineMultipliesRightly() {
        assertThat(BlasCheck.fault()).isNull();
    }

    @Test
    void oneWrongElementOfALargeProductIsFound() {
        String fault = BlasCheck.fault((a, b) -> {
            INDArray product = a.mmul(b);
            if (product.size(0) == 96) {
                product.putScalar(95, 94, product.getDouble(95, 94) + 1);
            }
            return product;
        });
        assertThat(fault).contains("[95, 94]", "(96, 96) (96, 96)");
    }

    @Test
    void anErrorOfOneUlpIsFound() {
        assertThat(BlasCheck.fault((a, b) -> a.mmul(b).muli(1 + 0x1p-52))).isNotNull();
    }

    @Test
    void nanIsFound() {
        assertThat(BlasCheck.fault((a, b) -> a.mmul(b).putScalar(0, 0, Double.NaN)))
                .contains("is NaN");
    }

    @Test
    void aFactorTakenUntransposedIsFound() {
        String fault = BlasCheck.fault((a, b) -> {
            boolean square = b.size(0) == b.size(1) && b.size(0) > 1;
            return a.mmul(square ? b.transpose() : b);
        });
        assertThat(fault).contains("(96, 96)");
    }

    @Test
    void plainAndTransposedProductsOfSeveralShapesAreTried() {
        AtomicInteger products = new AtomicInteger();
        assertThat(BlasCheck.fault((a, b) -> {
                    products.incrementAndGet();
                    return a.mmul(b);
                }))
                .isNull();
        assertThat(products).hasValueGreaterThanOrEqualTo(8);
    }
}
