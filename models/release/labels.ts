import { INTENT_LABELS, TARGET_DOMAINS } from '../../runtime/domain/intent.ts';
import type { ModelBundle } from '../../runtime/ports/inference.ts';
import { BIO_TAGS } from '../../runtime/understand/tags.ts';
import { maskTransitions } from '../train/crf.ts';
import { part } from '../train/parameters.ts';
import type { FlatNetwork } from './onnxNetwork.ts';

/** What decoding needs beside the network. */
export type Labels = Pick<ModelBundle, 'intentLabels' | 'domains' | 'tags' | 'transitions'>;

/** This program's labels with a network's learned transitions. */
export function labelsOf(network: FlatNetwork): Labels {
  const transitions = maskTransitions(part(network.parameters, network.values, 'transitions'), BIO_TAGS.length);
  return { intentLabels: INTENT_LABELS, domains: TARGET_DOMAINS, tags: BIO_TAGS, transitions };
}
