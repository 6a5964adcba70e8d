import { dirname } from 'node:path';
import { writeLearningCard } from '../../models/evaluate/card.ts';
import {
  learningFigures,
  renderLearning,
  settingInWords,
  writeLearningReport,
} from '../../models/evaluate/learning.ts';
import { nested } from '../../models/evaluate/table/figures.ts';
import { LEARNING_KEYS } from '../../models/evaluate/table/targets.ts';
import { loadModel } from '../../runtime/main.ts';
import { runLearningEvaluation } from '../households/evaluation.ts';
import type { Flags } from './flags.ts';
import { besideDist, program, progress, writeJson } from './place.ts';

/** `npm run evaluate -- learning`: lets simulated households live with the hub and says what its learning did for them. */
export async function learning(flags: Flags): Promise<void> {
  const modelFolder = flags.model ?? (process.env.HEARTH_MODEL || besideDist('models/weights/en'));
  // Told before hours of work: a bundle that this program cannot read.
  const inference = await loadModel(modelFolder);
  const { version } = inference.bundle;
  await inference.close();
  console.log(`model ${version}\n`);
  const { households, weeks, seed, data } = flags;
  const hearth = [process.execPath, program('hearth.js')];
  const found = await runLearningEvaluation({
    ...{ hearth, modelFolder, households, weeks, seed, progress },
    dataFolder: data,
  });
  progress('');
  const figures = learningFigures(found);
  console.log(renderLearning(found));
  if (flags.json !== undefined)
    writeJson(flags.json, { model: { version }, ...nested(figures, LEARNING_KEYS), detail: found });
  if (flags.report !== undefined) console.log(`\nthe report: ${writeLearningReport(flags.report, found)}`);
  if (flags.card) writeLearningCard(dirname(modelFolder), version, figures, settingInWords(found.setting));
}
