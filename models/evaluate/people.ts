import type { Case, Fault } from './case.ts';
import { hasFile, type Line, readLines } from './dataFile.ts';
import { domainOfId } from './homeData.ts';
import { fittingHome, say } from './setting.ts';

/** SLURP's smart-home intents: what they may be here, and the domain of what they are about. */
const SMART_HOME: { readonly [intent: string]: readonly [intents: readonly string[], domain: string] } = {
  iot_hue_lighton: [['HassTurnOn', 'HassLightSet'], 'light'],
  iot_hue_lightoff: [['HassTurnOff'], 'light'],
  iot_hue_lightdim: [['HassLightSet'], 'light'],
  iot_hue_lightup: [['HassLightSet', 'HassTurnOn'], 'light'],
  iot_hue_lightchange: [['HassLightSet'], 'light'],
  iot_wemo_on: [['HassTurnOn'], 'switch'],
  iot_wemo_off: [['HassTurnOff'], 'switch'],
  iot_cleaning: [['HassVacuumStart', 'HassVacuumCleanArea', 'HassTurnOn'], 'vacuum'],
  iot_coffee: [['HassTurnOn'], 'switch'],
};

/**
 * Real people's smart-home requests (SLURP), as written or as a recogniser heard them: right is the intent, and targets
 * of its domain in a home that has what they asked for.
 */
export function slurpIot(folder: string, ...files: readonly string[]): Case[] {
  const home = fittingHome();
  return readLines(folder, ...files).flatMap((line) => {
    const wanted = SMART_HOME[String(line.intent)];
    if (wanted === undefined || line.in_dev) return [];
    const [intents, domain] = wanted;
    const judge: Case['judge'] = ({ intent, targets }) => {
      if (!intents.includes(intent ?? ''))
        return [{ kind: 'intent', detail: `intent ${intent}, not ${intents.join(' or ')}` }];
      if (targets.length > 0 && targets.every((id) => domainOfId(id) === domain)) return [];
      return [{ kind: 'targets', detail: `targets ${targets.join(' ') || 'none'}, not a ${domain}` }];
    };
    return [{ id: line.id, text: line.text, wanted: intents, events: say(home, line.id, line.text), judge }];
  });
}

/** CLINC150's intents that a home hub may well answer; the rest is not for it. */
const FOR_A_HUB = new Set(
  `smart_home timer alarm weather time date shopping_list shopping_list_update todo_list todo_list_update play_music
   next_song change_volume reminder reminder_update what_song yes no maybe cancel repeat reset_settings change_user_name
   change_ai_name greeting goodbye thank_you sync_device what_can_i_ask_you change_speed change_accent whisper_mode
   change_language tell_joke update_playlist timezone who_made_you what_is_your_name are_you_a_bot how_old_are_you
   where_are_you_from do_you_have_pets what_are_your_hobbies who_do_you_work_for meaning_of_life fun_fact flip_coin
   roll_dice make_call find_phone text user_name`.split(/\s+/),
);
/** HWU64's and SLURP's scenarios that are not for a hub. */
const AWAY = /^(qa|email|social|calendar|recommendation|cooking|transport|takeaway|news)_/;

const AWAY_SOURCES: readonly (readonly [file: string, keep: (line: Line) => boolean])[] = [
  ['clinc150_full.jsonl', (line) => /test/.test(String(line.split)) && !FOR_A_HUB.has(String(line.intent))],
  ['hwu64.jsonl', (line) => line.split === 'kf1-test' && AWAY.test(String(line.intent))],
  ['hwu64_heldout.jsonl', (line) => AWAY.test(String(line.intent))],
  ['slurp_test.jsonl', (line) => AWAY.test(String(line.intent)) && !line.in_dev],
];
/** At least this one must be there. */
const AWAY_NEEDED = 'clinc150_full.jsonl';

/**
 * Requests that are not for a home hub, each text once: `accepted` where it acts, answers or is taught, `side effect`
 * where it acts or is taught.
 */
export function outOfDomain(folder: string): Case[] {
  const home = fittingHome();
  const seen = new Set<string>();
  return AWAY_SOURCES.flatMap(([file, keep]) => {
    if (file !== AWAY_NEEDED && !hasFile(folder, file)) return [];
    return readLines(folder, file).flatMap((line) => {
      const key = line.text
        .toLowerCase()
        .replace(/[^a-z0-9]+/g, ' ')
        .trim();
      if (!keep(line) || key === '' || seen.has(key)) return [];
      seen.add(key);
      const { id, text } = line;
      return [{ id, text, wanted: [null], events: say(home, id, text), judge: accepted }];
    });
  });
}

const accepted: Case['judge'] = ({ outcome, intent }) => {
  if (!['act', 'answer', 'teach'].includes(outcome)) return [];
  const faults: Fault[] = [{ kind: 'accepted', detail: `${outcome} ${intent}` }];
  if (outcome !== 'answer') faults.push({ kind: 'side effect', detail: `${outcome} ${intent}` });
  return faults;
};
