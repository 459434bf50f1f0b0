package org.crosscheck.spark;

import java.io.Serializable;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.crosscheck.compare.cluster.Cluster;
import org.crosscheck.compare.cluster.Sum;

/** The cluster that {@code spark-submit} was told of. */
public final class SparkCluster implements Cluster {

    private final JavaSparkContext context;

    /** Connects to it. */
    public SparkCluster() {
        SparkConf conf = new SparkConf()
                // Kryo, if somebody's defaults ask for it, knows no records.
                .set("spark.serializer", "org.apache.spark.serializer.JavaSerializer")
                .setIfMissing("spark.app.name", "crosscheck");
        // Each core has a number of its own to work on, as each thread of a campaign here.
        conf.setIfMissing("spark.executorEnv.OMP_NUM_THREADS", "1");
        conf.setIfMissing("spark.executorEnv.OMP_WAIT_POLICY", "PASSIVE");
        context = new JavaSparkContext(conf);
    }

    @Override
    public <R extends Serializable> Shared<R> share(Sum<R> sum) {
        return new SparkSum<>(context, sum);
    }

    @Override
    public void close() {
        context.close();
    }
}
