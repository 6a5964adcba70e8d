/** What is known of a public data file, so that a slip in it is told instead of learned from. */
interface SetFacts {
  readonly splits: readonly string[];
  /** Whether a label is one of the source's; absent where it labels nothing that is read. */
  readonly isLabel?: (intent: string) => boolean;
  /** Tables of names have no utterance. */
  readonly isTable?: true;
}

const SNIPS = new Set(
  'AddToPlaylist BookRestaurant GetWeather PlayMusic RateBook SearchCreativeWork SearchScreeningEvent'.split(' '),
);
/** HWU64 and SLURP label as `scenario_action`; the actions are the source's own affair. */
const SCENARIOS = new Set(
  (
    'alarm audio calendar cooking datetime email general iot lists music news play qa recommendation social takeaway ' +
    'transport weather'
  ).split(' '),
);
const CLINC = new Set(
  (
    'accept_reservations account_blocked alarm application_status apr are_you_a_bot balance bill_balance bill_due ' +
    'book_flight book_hotel calculator calendar calendar_update calories cancel cancel_reservation car_rental ' +
    'card_declined carry_on change_accent change_ai_name change_language change_speed change_user_name change_volume ' +
    'confirm_reservation cook_time credit_limit credit_limit_change credit_score current_location damaged_card date ' +
    'definition direct_deposit directions distance do_you_have_pets exchange_rate expiration_date find_phone ' +
    'flight_status flip_coin food_last freeze_account fun_fact gas gas_type goodbye greeting how_busy how_old_are_you ' +
    'improve_credit_score income ingredient_substitution ingredients_list insurance insurance_change interest_rate ' +
    'international_fees international_visa jump_start last_maintenance lost_luggage make_call maybe meal_suggestion ' +
    'meaning_of_life measurement_conversion meeting_schedule min_payment mpg new_card next_holiday next_song no ' +
    'nutrition_info oil_change_how oil_change_when oos order order_checks order_status pay_bill payday pin_change ' +
    'play_music plug_type pto_balance pto_request pto_request_status pto_used recipe redeem_rewards reminder ' +
    'reminder_update repeat replacement_card_duration report_fraud report_lost_card reset_settings ' +
    'restaurant_reservation restaurant_reviews restaurant_suggestion rewards_balance roll_dice rollover_401k routing ' +
    'schedule_maintenance schedule_meeting share_location shopping_list shopping_list_update smart_home spelling ' +
    'spending_history sync_device taxes tell_joke text thank_you time timer timezone tire_change tire_pressure ' +
    'todo_list todo_list_update traffic transactions transfer translate travel_alert travel_notification ' +
    'travel_suggestion uber update_playlist user_name vaccines w2 weather what_are_your_hobbies what_can_i_ask_you ' +
    'what_is_your_name what_song where_are_you_from whisper_mode who_do_you_work_for who_made_you yes'
  ).split(' '),
);
const isScenario = (intent: string): boolean => SCENARIOS.has(intent.split('_')[0] ?? '');
const DEV: SetFacts = { splits: ['dev'] };
const TABLE: SetFacts = { ...DEV, isTable: true };

/** By file name; a file that is not here is only checked for its form. */
const SETS: Readonly<Record<string, SetFacts>> = {
  'clinc150_full.jsonl': {
    splits: ['train', 'val', 'test', 'oos_train', 'oos_val', 'oos_test'],
    isLabel: (intent) => CLINC.has(intent),
  },
  'cqr_dev.jsonl': DEV,
  'dstc10_asr_nbest.jsonl': { splits: ['val'] },
  'ha_datasets_tasks.jsonl': DEV,
  'ha_intents_en.jsonl': DEV,
  'homellm_device_names.jsonl': TABLE,
  'homellm_specific_actions.jsonl': DEV,
  'homellm_status_requests.jsonl': DEV,
  'homellm_templated_actions.jsonl': DEV,
  'hwu64.jsonl': { splits: ['kf1-train', 'kf1-test'], isLabel: isScenario },
  'hwu64_fewshot.jsonl': { splits: ['train', 'test', 'valid'] },
  'slurp_asr_dev.jsonl': { splits: ['asr_dev'], isLabel: isScenario },
  'slurp_devel.jsonl': { splits: ['devel'], isLabel: isScenario },
  'slurp_lm_unlabelled.jsonl': { splits: ['unlabelled'] },
  'snips_train_full.jsonl': { splits: ['train'], isLabel: (intent) => SNIPS.has(intent) },
  'snips_validate.jsonl': { splits: ['validate'], isLabel: (intent) => SNIPS.has(intent) },
};

/**
 * What is wrong with a record of a known file, so that it cannot be used; undefined where nothing is. Parts of other names
 * ("slurp_test", …) are files of their own.
 */
export function faultOf(file: string, fields: Readonly<Record<string, unknown>>): string | undefined {
  const facts = SETS[file];
  if (facts === undefined) return undefined;
  const { text, split, intent } = fields;
  if (facts.isTable !== true && (typeof text !== 'string' || text.trim() === '')) return 'has no "text"';
  // Where there is but one part, a file need not say so.
  if (split === undefined || split === null ? facts.splits.length > 1 : !facts.splits.includes(String(split)))
    return `has the split ${JSON.stringify(split ?? null)}, not one of ${facts.splits.join(', ')}`;
  if (facts.isLabel !== undefined && (typeof intent !== 'string' || !facts.isLabel(intent)))
    return `has the label ${JSON.stringify(intent ?? null)}, which the set does not know`;
  return undefined;
}
