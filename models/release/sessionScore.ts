import { InferenceSession, Tensor } from 'onnxruntime-node';
import { decodeTags } from '../../runtime/understand/decode.ts';
import type { Sample } from '../train/batch.ts';
import type { Scored } from '../train/score.ts';
import type { Labels } from './labels.ts';

/** What the network says of one sentence, its embedding with it, [512]. */
export interface Answered extends Scored {
  readonly embedding: Float32Array;
}

/** Runs an ONNX model, its bytes or its file, over sentences one by one, as the hub does. */
export async function scoreModel(
  model: Uint8Array | string,
  samples: readonly Sample[],
  labels: Labels,
): Promise<Answered[]> {
  const options: InferenceSession.SessionOptions = {
    intraOpNumThreads: 1,
    interOpNumThreads: 1,
    executionMode: 'sequential',
    logSeverityLevel: 3,
  };
  const session =
    typeof model === 'string'
      ? await InferenceSession.create(model, options)
      : await InferenceSession.create(model, options);
  const scored: Answered[] = [];
  for (const { encoded, target } of samples) {
    const out = await session.run(feedsOf(encoded));
    const tags = decodeTags((out.tags as Tensor).data as Float32Array, labels).tags;
    const intents = (out.intents as Tensor).data as Float32Array;
    const domains = (out.domains as Tensor).data as Float32Array;
    const embedding = (out.embedding as Tensor).data as Float32Array;
    scored.push({ target, intents, domains, tags, embedding });
  }
  await session.release();
  return scored;
}

/** An encoded sentence as the model's inputs. */
export function feedsOf({ ids, first, last }: Sample['encoded']): Record<'ids' | 'first' | 'last', Tensor> {
  // Copies: packed sentences lie in shared memory, which the library does not take.
  const own = (values: Int32Array) => new Tensor('int32', Int32Array.from(values), [values.length]);
  return { ids: own(ids), first: own(first), last: own(last) };
}
