/**
 * DataVec's {@code RecordReader}s over the digits and over folders of PNG files, which drive Deeplearning4j's iterators. Only this room knows DataVec.
 */
package org.crosscheck.datasets.datavec;
