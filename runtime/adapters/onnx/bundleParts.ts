import type { LearningModel } from '../../domain/learningModel.ts';
import { type RankerModel, UNFITTED_RANKER } from '../../domain/rankerModel.ts';
import type { RewritePattern } from '../../domain/rewritePattern.ts';
import { parseLearningModel } from '../../learn/modelFile.ts';
import { parseRankerModel } from '../../resolve/rankerFile.ts';
import { parseGlobalRewrites } from '../../rewrite/globalFile.ts';

/**
 * What a bundle holds besides the network, one JSON file each: fitted on the network's output, and again without training it.
 *
 * Every part has `format` (its owner's) and `fittedWith` (the version of the network it was fitted with).
 */
export const BUNDLE_PARTS = ['ranker.json', 'learning.json', 'rewrites.json'] as const;
export type PartName = (typeof BUNDLE_PARTS)[number];

/** The parts, parsed by the stage that uses them. */
export interface ParsedParts {
  readonly ranker: RankerModel;
  readonly learning?: LearningModel;
  readonly globalRewrites: readonly RewritePattern[];
}

/** Hands each part to its owner; one that is not given is as if nothing had been learned. Throws HearthError `bad-bundle` or `bundle-mismatch`. */
export function parseParts(json: { readonly [name in PartName]?: object }): ParsedParts {
  const ranker = json['ranker.json'];
  const learning = json['learning.json'];
  const rewrites = json['rewrites.json'];
  return {
    ranker: ranker === undefined ? UNFITTED_RANKER : parseRankerModel(ranker),
    ...(learning !== undefined && { learning: parseLearningModel(learning) }),
    globalRewrites: rewrites === undefined ? [] : parseGlobalRewrites(rewrites),
  };
}
