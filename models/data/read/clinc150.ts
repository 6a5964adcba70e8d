import { join } from 'node:path';
import type { Example } from '../example.ts';
import { byWords, HANDOFF, type Label, label, UNKNOWN, type WordRule } from './label.ts';
import { readRecords } from './records.ts';

/**
 * CLINC150 (S. Larson et al., EMNLP 2019; github.com/clinc/oos-eval, CC BY 3.0): 150 intents of ten kinds and
 * out-of-scope queries. Read are `train`, `val`, `oos_train` and `oos_val`. Nearly all of it is for another agent.
 */
export function readClinc150(dataDir: string): { examples: Example[]; unlabelled: string[] } {
  const examples: Example[] = [];
  const unlabelled: string[] = [];
  for (const record of readRecords(join(dataDir, 'clinc150_full.jsonl'))) {
    if (record.text === null || !/^(train|val|oos_train|oos_val)$/.test(record.split)) continue;
    // Requests to a smart home without saying which: theirs is one label for all of ours.
    if (record.intent === 'smart_home') unlabelled.push(record.text);
    else {
      const { intent, domain, weight } = labelOf(record.intent ?? '', record.text);
      examples.push({ text: record.text, intent, domain, tags: null, source: 'clinc150', weight: weight ?? 1 });
    }
  }
  return { examples, unlabelled };
}

function labelOf(intent: string, text: string): Label {
  const rules = RULES[intent];
  return rules ? byWords(text, rules.words, rules.otherwise) : { ...HANDOFF, weight: 0.8 };
}

const alone = (
  otherwise: Label,
  words: readonly WordRule[] = [],
): { words: readonly WordRule[]; otherwise: Label } => ({ words, otherwise });
const respond = label('HassRespond', 'none', 0.4);
const listed = label('HassGetState', 'todo', 0.7);
const RULES: Readonly<Record<string, { words: readonly WordRule[]; otherwise: Label }>> = {
  timer: alone(label('HassStartTimer', 'none'), [
    [/\b(how (much|long)|left|remaining|status)\b/, label('HassTimerStatus', 'none')],
    [/\b(stop|cancel|pause|end|delete)\b/, UNKNOWN],
  ]),
  alarm: alone(label('HearthSetAlarm', 'none'), [[/\b(cancel|delete|remove|turn off|what|when|stop)\b/, UNKNOWN]]),
  weather: alone(label('HassGetWeather', 'weather')),
  time: alone(UNKNOWN, [
    [/\b(in|zone|timezone|pacific|eastern|central|mountain|gmt|utc|pst|est|standard)\b/, HANDOFF],
    [/\btime\b/, label('HassGetCurrentTime', 'none')],
  ]),
  date: alone(label('HassGetCurrentDate', 'none'), [
    [/\b(tomorrow|tommorow|yesterday|days? from|next|weeks?|in \w+ days|after)\b/, UNKNOWN],
  ]),
  shopping_list: alone(listed),
  todo_list: alone(listed),
  shopping_list_update: alone(UNKNOWN, [
    [/\b(add|put|include)\b.*\b(remove|delete|take)\b|\b(remove|delete|take)\b.*\b(add|put|include)\b/, UNKNOWN],
    [/\b(add|put|place|include|write|append|need)\b/, label('HassShoppingListAddItem', 'todo')],
    [/\b(delete|remove|take|nix|cross|scratch|erase)\b/, label('HassShoppingListCompleteItem', 'todo')],
  ]),
  todo_list_update: alone(UNKNOWN, [
    [/\b(clear|clean|erase|everything|all|entire|wipe)\b.*\blist\b|\b(new|create|start)\b/, UNKNOWN],
    [/\b(add|put|place|include|write|append|need)\b/, label('HassListAddItem', 'todo')],
    [/\b(check|cross|mark|done|complete|finished|completed)\b/, label('HassListCompleteItem', 'todo')],
    [/\b(delete|remove|take|nix|scratch|erase)\b/, label('HassListRemoveItem', 'todo')],
  ]),
  play_music: alone(label('HassMediaSearchAndPlay', 'media_player')),
  next_song: alone(label('HassMediaNext', 'media_player')),
  change_volume: alone(UNKNOWN, [
    [
      /\d|\b(to|at|on) (one|two|three|four|five|six|seven|eight|nine|ten|half|max|maximum|full|zero|its)\b|\b(percent|maximum|max)\b/,
      label('HassSetVolume', 'media_player'),
    ],
    [
      /\b(up|down|louder|quieter|lower|higher|increase|decrease|raise|reduce|softer|more|less)\b/,
      label('HassSetVolumeRelative', 'media_player'),
    ],
  ]),
  yes: alone(label('HearthConfirm', 'none')),
  no: alone(label('HearthDeny', 'none')),
  maybe: alone(UNKNOWN),
  cancel: alone(label('HassNevermind', 'none')),
  repeat: alone(label('HearthRepeat', 'none')),
  greeting: alone(respond),
  goodbye: alone(respond),
  thank_you: alone(respond),
  what_can_i_ask_you: alone(respond),
  what_is_your_name: alone(respond),
  who_made_you: alone(respond),
  are_you_a_bot: alone(respond),
  how_old_are_you: alone(respond),
  where_are_you_from: alone(respond),
  what_are_your_hobbies: alone(UNKNOWN),
  do_you_have_pets: alone(UNKNOWN),
  who_do_you_work_for: alone(respond),
  what_song: alone(UNKNOWN),
  sync_device: alone({ ...HANDOFF, weight: 0.5 }),
};
