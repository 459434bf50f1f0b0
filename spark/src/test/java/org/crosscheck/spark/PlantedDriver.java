package org.crosscheck.spark;

import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.TaskContext;
import org.crosscheck.compare.campaign.Campaign;
import org.crosscheck.compare.campaign.CampaignPlan;
import org.crosscheck.compare.cluster.Cluster;
import org.crosscheck.compare.cluster.Sum;
import org.crosscheck.compare.text.Json;

/** A driver, for spark-submit, of a campaign of which one case is not as the others. */
public final class PlantedDriver {

    static final CampaignPlan PLAN = new CampaignPlan("test", 3, List.of("reference", "detailed"), List.of());
    static final long CASES = 60;

    /** What a case does. */
    enum Plant {
        /** Kills its executor the first time. */
        KILL_ONCE,
        /** Kills every executor that tries it. */
        KILL,
        /** Throws whenever it is tried. */
        THROW
    }

    private PlantedDriver() {}

    /** Arguments: what is planted, the case's number, and the file for the summary. */
    public static void main(String[] args) throws Exception {
        Plant plant = Plant.valueOf(args[0]);
        long where = Long.parseLong(args[1]);
        try (Cluster cluster = new PlantedCluster(new SparkCluster(), plant, where)) {
            Files.write(
                    Path.of(args[2]),
                    Json.bytes(Campaign.of(PLAN)
                            .run(CASES, cluster, () -> false, done -> {})
                            .summary()));
        }
    }

    private record PlantedCluster(Cluster honest, Plant plant, long where) implements Cluster {

        @Override
        public <R extends Serializable> Shared<R> share(Sum<R> sum) {
            return honest.share(new PlantedSum<>(sum, plant, where));
        }

        @Override
        public void close() {
            honest.close();
        }
    }

    private record PlantedSum<R extends Serializable>(Sum<R> honest, Plant plant, long where) implements Sum<R> {

        @Override
        public R none() {
            return honest.none();
        }

        @Override
        public R of(long number) {
            if (number == where) {
                if (plant == Plant.THROW) {
                    throw new IllegalStateException("planted");
                }
                if (plant == Plant.KILL || TaskContext.get().attemptNumber() == 0) {
                    Runtime.getRuntime().halt(9);
                }
            }
            return honest.of(number);
        }

        @Override
        public R plus(R one, R other) {
            return honest.plus(one, other);
        }

        @Override
        public R lost(long number) {
            return honest.lost(number);
        }
    }
}
