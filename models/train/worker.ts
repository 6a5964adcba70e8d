import { parentPort, workerData } from 'node:worker_threads';
import { adamStep, squaredNorm } from './adamw.ts';
import { startBackend } from './backend.ts';
import { Barrier } from './barrier.ts';
import { padBatch, type Sample, trainingBatch } from './batch.ts';
import { writeCheckpoint } from './checkpoint.ts';
import type { Job, Progress } from './job.ts';
import type { LossParts, TeacherRows, Totals } from './loss.ts';
import { Random } from './random.ts';
import { Replica } from './replica.ts';
import { sampleAt } from './samples.ts';

const WIDTH = 512;
const EMBED_BATCH = 64;

/** One of the threads that train together: each takes its share of every batch, then moves its share of the weights. */
class TrainingThread {
  private readonly job: Job;
  private readonly barrier: Barrier;
  private readonly replica: Replica;

  constructor(job: Job) {
    this.job = job;
    this.barrier = new Barrier(job.barrier, job.threads);
    this.replica = new Replica(job.sizes, job.parameters, job.state.values);
  }

  run(): void {
    const { job } = this;
    if (job.embedFirst) {
      this.embedAll();
      this.barrier.wait();
      this.tell({ kind: 'embedded' });
    }
    const last = job.plan.length / job.batchSize;
    for (let step = job.firstStep; step < last; step++) {
      const parts = this.step(step);
      if (parts === null) return;
      this.tell({ kind: 'step', step, ...parts });
    }
    this.tell({ kind: 'done' });
  }

  /** The frozen original's embeddings of every sentence; the weights must still be the original's. */
  private embedAll(): void {
    const { samples, thread, threads, teacher } = this.job;
    const order = Array.from({ length: samples.count }, (_, row) => row).sort(
      (a, b) => lengthOf(sampleAt(samples, a)) - lengthOf(sampleAt(samples, b)),
    );
    for (let from = thread * EMBED_BATCH; from < order.length; from += threads * EMBED_BATCH) {
      const rows = order.slice(from, from + EMBED_BATCH);
      const { embedding } = this.replica.run(padBatch(rows.map((row) => sampleAt(samples, row))));
      rows.forEach((row, i) => {
        const own = embedding.subarray(i * WIDTH, (i + 1) * WIDTH);
        const length = Math.sqrt(own.reduce((sum, value) => sum + value * value, 0));
        for (let k = 0; k < WIDTH; k++) teacher[row * WIDTH + k] = (own[k] as number) / length;
      });
    }
  }

  /** One step together with the other threads; null after a failure, which is told. */
  private step(step: number): { parts: LossParts; norm: number } | null {
    const { job } = this;
    const rows = job.plan.subarray(step * job.batchSize, (step + 1) * job.batchSize);
    const all = Array.from(rows, (row) => sampleAt(job.samples, row));
    const own = all.filter((_, i) => i % job.threads === job.thread);
    const random = new Random(Math.imul(job.seed, 7919) + step * job.threads + job.thread);
    const copies = job.loss.rDrop > 0 ? 2 : 1;
    const batch = trainingBatch(own, copies, job.dropout.pieces, random);
    const gradients = job.gradients[job.thread] as Float32Array;
    this.replica.load(job.state.values);
    const parts = this.replica.step(
      batch,
      {
        weights: job.loss,
        totals: totalsOf(all),
        teacher: this.teacherRows(copies === 2 ? [...own, ...own] : own),
        dropout: { ...job.dropout, random },
      },
      gradients,
    );
    job.sums.set(parts, job.thread * 8 + 1);
    this.barrier.wait();
    const size = job.state.values.length;
    const from = Math.floor((size * job.thread) / job.threads);
    const to = Math.floor((size * (job.thread + 1)) / job.threads);
    job.sums[job.thread * 8] = squaredNorm(job.gradients, from, to);
    this.barrier.wait();
    const norm = Math.sqrt(this.summed(0));
    const loss: LossParts = [this.summed(1), this.summed(2), this.summed(3), this.summed(4), this.summed(5)];
    if (!Number.isFinite(norm) || !loss.every(Number.isFinite)) {
      this.tell({ kind: 'failed', message: `loss ${loss.join(' ')}, gradient norm ${norm} at step ${step}` });
      return null;
    }
    const scale = Math.min(1, job.optimiser.clip / Math.max(norm, 1e-12));
    if (!job.dryRun) {
      adamStep(job.state, job.gradients, job.parameters, job.optimiser, { from, to, step, steps: job.steps, scale });
    }
    this.barrier.wait();
    this.keep(step + 1);
    return { parts: loss, norm };
  }

  private keep(done: number): void {
    const { checkpoint, thread, state, steps } = this.job;
    if (checkpoint === null || done % checkpoint.everySteps !== 0) return;
    if (thread === 0) writeCheckpoint(checkpoint.path, checkpoint.key, done, steps, state);
    this.barrier.wait();
  }

  private teacherRows(own: readonly Sample[]): TeacherRows {
    const vectors = new Float32Array(own.length * WIDTH);
    own.forEach((sample, i) => {
      vectors.set(this.job.teacher.subarray(sample.teacher * WIDTH, (sample.teacher + 1) * WIDTH), i * WIDTH);
    });
    return { vectors, known: new Float32Array(own.length).fill(1) };
  }

  private summed(column: number): number {
    let sum = 0;
    for (let t = 0; t < this.job.threads; t++) sum += this.job.sums[t * 8 + column] as number;
    return sum;
  }

  private tell(progress: Progress): void {
    if (this.job.thread === 0) parentPort?.postMessage(progress);
  }
}

function lengthOf(sample: Sample): number {
  return sample.encoded.ids.length;
}

function totalsOf(all: readonly Sample[]): Totals {
  const count = (known: (sample: Sample) => number) => all.reduce((sum, sample) => sum + known(sample), 0);
  return {
    intents: count(({ target }) => (target.intent >= 0 ? 1 : 0)),
    domains: count(({ target }) => (target.domain >= 0 ? 1 : 0)),
    words: count(({ target }) => target.tags?.length ?? 0),
    embeddings: all.length,
  };
}

const job = workerData as Job;
await startBackend(job.kernels);
new TrainingThread(job).run();
