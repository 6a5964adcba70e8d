import { editDistance } from '../../domain/sound.ts';

/** From how many letters on two slips are still a slip. */
const LONG_WORD = 6;

/** What somebody who wrote `word` may have meant; undefined where nothing known is near. */
export function nearest(word: string, known: Iterable<string>): string | undefined {
  const folded = word.toLowerCase();
  let best: string | undefined;
  let least = 1 + (folded.length < LONG_WORD ? 1 : Math.max(2, Math.floor(folded.length / 4)));
  for (const one of known) {
    const distance = slips(folded, one.toLowerCase());
    if (distance < least) [best, least] = [one, distance];
  }
  return best;
}

/** Letters in another order are one slip. */
function slips(a: string, b: string): number {
  return a !== b && lettersOf(a) === lettersOf(b) ? 1 : editDistance(a, b);
}

function lettersOf(word: string): string {
  return [...word].sort().join('');
}

/** The end of a sentence about a word that is not known. */
export function didYouMean(word: string, known: Iterable<string>): string {
  const meant = nearest(word, known);
  return meant === undefined ? '' : `; did you mean "${meant}"?`;
}

/** Home Assistant's entity domains. https://www.home-assistant.io/integrations/#entity */
export const DOMAINS: ReadonlySet<string> = new Set(
  `ai_task air_quality alarm_control_panel assist_satellite automation binary_sensor button calendar camera climate
  conversation counter cover date datetime device_tracker event fan geo_location group humidifier image image_processing
  input_boolean input_button input_datetime input_number input_select input_text lawn_mower light lock media_player notify
  number person plant remote scene schedule script select sensor siren stt sun switch tag text time timer todo tts update
  vacuum valve wake_word water_heater weather zone`.split(/\s+/),
);
