/**
 * Campaigns and marking on Apache Spark: the one jar that {@code spark-submit} takes finds its cluster here. Uses
 * {@code compare.cluster} and Spark. Begin at {@link org.crosscheck.spark.SparkCluster}.
 */
package org.crosscheck.spark;
