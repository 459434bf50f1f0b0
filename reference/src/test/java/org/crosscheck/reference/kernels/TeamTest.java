package org.crosscheck.reference.kernels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TeamTest {

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7})
    void everyTaskIsDoneOnceByAWorkerOfItsOwn(int threads) {
        try (Team team = new Team(threads)) {
            assertThat(team.size()).isEqualTo(threads);
            for (int job = 0; job < 300; job++) {
                int tasks = job % 11;
                AtomicIntegerArray done = new AtomicIntegerArray(Math.max(1, tasks));
                AtomicIntegerArray busy = new AtomicIntegerArray(threads);
                AtomicIntegerArray clashes = new AtomicIntegerArray(1);
                team.run(tasks, (task, worker) -> {
                    if (busy.getAndIncrement(worker) != 0) {
                        clashes.incrementAndGet(0);
                    }
                    done.incrementAndGet(task);
                    busy.decrementAndGet(worker);
                });
                for (int task = 0; task < tasks; task++) {
                    assertThat(done.get(task))
                            .as("task %d of %d in job %d", task, tasks, job)
                            .isOne();
                }
                assertThat(clashes.get(0)).isZero();
            }
        }
    }

    /** No thread goes on before all have begun, so none can have begun with a task that another had left. */
    @ParameterizedTest
    @ValueSource(ints = {2, 3, 7})
    void everyoneBeginsWithNeighbouringTasksOfItsOwn(int threads) {
        try (Team team = new Team(threads)) {
            for (int job = 0; job < 20; job++) {
                int[] first = new int[threads];
                Arrays.fill(first, -1);
                CyclicBarrier allHaveBegun = new CyclicBarrier(threads);
                team.run(5 * threads, (task, worker) -> {
                    if (first[worker] < 0) {
                        first[worker] = task;
                        try {
                            allHaveBegun.await(1, TimeUnit.MINUTES);
                        } catch (InterruptedException | BrokenBarrierException | TimeoutException e) {
                            throw new IllegalStateException(e);
                        }
                    }
                });
                assertThat(first)
                        .containsExactly(IntStream.range(0, threads)
                                .map(worker -> 5 * worker)
                                .toArray());
            }
        }
    }

    /** The first task ends only when all others are done, those that lie next to it among them. */
    @ParameterizedTest
    @ValueSource(ints = {2, 3, 7})
    void whatOneHasNotBegunOthersTake(int threads) {
        try (Team team = new Team(threads)) {
            int tasks = 5 * threads;
            CountDownLatch others = new CountDownLatch(tasks - 1);
            team.run(tasks, (task, worker) -> {
                if (task > 0) {
                    others.countDown();
                    return;
                }
                try {
                    assertThat(others.await(10, TimeUnit.SECONDS))
                            .as("all others done")
                            .isTrue();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            });
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void aTaskThatFailsFailsTheJobAndNotTheNextOne(int threads) {
        try (Team team = new Team(threads)) {
            assertThatThrownBy(() -> team.run(5, (task, worker) -> {
                        if (task == 3) {
                            throw new IllegalStateException("task 3");
                        }
                    }))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("task 3");
            int[] done = new int[4];
            team.run(4, (task, worker) -> done[task]++);
            assertThat(done).containsExactly(1, 1, 1, 1);
        }
    }

    @Test
    void aTeamNeedsAThread() {
        assertThatThrownBy(() -> new Team(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("0 < 1");
    }
}
