/** Threads that wait for each other at every turn; two Int32 of shared memory: arrived, generation. */
export class Barrier {
  private readonly cells: Int32Array;
  private readonly threads: number;

  constructor(cells: Int32Array, threads: number) {
    this.cells = cells;
    this.threads = threads;
  }

  /** Blocks until every thread has arrived. Blocks for good if one never does: whoever fails ends all threads. */
  wait(): void {
    const generation = Atomics.load(this.cells, 1);
    if (Atomics.add(this.cells, 0, 1) === this.threads - 1) {
      Atomics.store(this.cells, 0, 0);
      Atomics.add(this.cells, 1, 1);
      Atomics.notify(this.cells, 1);
      return;
    }
    while (Atomics.load(this.cells, 1) === generation) Atomics.wait(this.cells, 1, generation);
  }
}
