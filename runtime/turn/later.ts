import { planOf } from '../act/parts.ts';
import { isHarmless } from '../act/policy.ts';
import type { Choice } from '../resolve/decide.ts';
import type { Read } from './doubt.ts';

/**
 * With what a command for later ("turn on the oven in ten minutes") would be in this home if it were said now: one that nobody would
 * have to confirm is marked as harmless. What cannot be told stays unmarked, and is asked about.
 */
export async function withLater(read: Read, readOf: (text: string) => Promise<Read | undefined>): Promise<Read> {
  const commands = read.choices.flatMap((choice) => commandOf(choice) ?? []);
  if (commands.length === 0) return read;
  const harmless = new Set<string>();
  for (const command of new Set(commands)) {
    const later = await readOf(command);
    if (later !== undefined && isHarmlessRead(later, command)) harmless.add(command);
  }
  const choices = read.choices.map((choice): Choice => {
    const command = commandOf(choice);
    if (command === undefined || !harmless.has(command) || !('ranked' in choice)) return choice;
    const { ranked } = choice;
    return { ...choice, ranked: { ...ranked, candidate: { ...ranked.candidate, harmless: true } } };
  });
  return { ...read, choices };
}

function commandOf(choice: Choice): string | undefined {
  const command = 'ranked' in choice ? choice.ranked.candidate.slots.conversation_command : undefined;
  return typeof command === 'string' ? command : undefined;
}

function isHarmlessRead({ scene, choices }: Read, command: string): boolean {
  return (
    choices.length > 0 &&
    choices.every((choice) => {
      if (choice.kind !== 'do') return false;
      const { candidate } = choice.ranked;
      return isHarmless(scene.home, planOf({ home: scene.home, rgbOf: () => undefined }, candidate), command);
    })
  );
}
