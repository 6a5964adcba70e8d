/** Every bound of the daemon, with its unit last in the name and its reason beside it. */
export const limits = {
  /** A discovery payload of a big bridge is under 200 KiB; beyond this nobody's device speaks. */
  payloadBytesMax: 256 * 1024,
  /** A packet above this ends the connection before it is buffered; between the two the message is counted and dropped. */
  packetBytesMax: 5 * 1024 * 1024,
  /** Brokers treat a SUBSCRIBE in time quadratic in its filters; small packets keep 5,000 filters quick. */
  filtersPerSubscribeMax: 100,
  /** The first retry after a lost broker is nearly at once, the later ones spare it. */
  reconnectMsMin: 250,
  reconnectMsMax: 60_000,
  connectMsMax: 10_000,
  /** A dead broker is noticed within one and a half of it. */
  keepAliveSeconds: 20,
  /** A person who waits for an answer hears after this that the broker gives none. */
  publishMsMax: 2_000,
  /** A broker keeps our subscriptions and QoS 1 messages this long while we are away. */
  sessionExpirySeconds: 60 * 60,
  stopMsMax: 1_000,
  /** The embedded broker: a large home has 1,500 devices, few of them with a connection of their own. */
  brokerConnectionsMax: 512,
  brokerRetainedMax: 20_000,
  brokerRetainedBytesMax: 64 * 1024 * 1024,
  brokerSessionsMax: 1_024,
  /** QoS 1 messages kept for one session that is away; beyond it new ones are dropped, as Mosquitto does. */
  brokerQueuedPerSessionMax: 1_000,
  /** A signal without a receipt is sent again after this, doubled each time. */
  uplinkResendMsMin: 15_000,
  uplinkResendMsMax: 60 * 60_000,
  /** Zigbee2MQTT announces a whole network in one message, 2 to 5 KiB a device. */
  bridgeBytesMax: 4 * 1024 * 1024,
  /** Real payloads nest 6 deep. */
  payloadDepthMax: 32,
  /** MQTT's own bound is 65,535; a topic beyond this is an attack or a bug. */
  topicBytesMax: 1024,
  /** A large home has 1,500; a flood is cut here and counted. */
  entitiesMax: 10_000,
  /** A name that one says has a few dozen; the index over spellings grows with the square of a word's length. */
  nameCharactersMax: 120,
  attributesPerEntityMax: 128,
  /** One Jinja template from a device. */
  templateBytesMax: 8 * 1024,
  templateOutputBytesMax: 16 * 1024,
  /** Nested loops multiply; devices need one. */
  templateLoopDepthMax: 2,
  /** A real template takes under 100; a loop over a device's list some thousands. */
  templateStepsMax: 20_000,
  /** Speech recognition rarely gives more than 40 words; longer is cut off with a reason. */
  utteranceCharactersMax: 1000,
  wordsMax: 48,
  hypothesesMax: 5,
  /** A further text at least this likely, beside the best, may be what was said: if it asks something, nothing is done unasked. */
  questionShareMin: 0.5,
  /** Words that the tagger doubts more than this, that they are a title, a message or an item, are no quotation. */
  quotedConfidenceMin: 0.5,
  /** A reply that is so surely another request is no answer to "what should I write?", where any words would do. */
  otherRequestMin: 0.9,
  /** A further text less likely than this, beside the best, is what the recogniser had left: it decides nothing. */
  hypothesisShareMin: 0.15,
  /** Below the first the wake word was probably not said; above the second it surely was. */
  wakeNoneMax: 0.35,
  wakeSureMin: 0.7,
  /** From here up what is for another agent is passed on: below, it is likelier talk in the room than a request. */
  wakePassOnMin: 0.6,
  /** What everybody means by such words is asked where what was heard is not surer by itself: what an act must be at least. */
  generalSureMin: 0.75,
  /** Probability of an intent from which words are plain: of everyday orders 99.7 % have more, of words that are taken wrongly few. */
  plainIntentMin: 0.95,
  /** How far a voice is to be believed that has all of it forgotten: that cannot be taken back. */
  forgetAllTrustMin: 0.7,
  /** How sure a phrase must be an order by itself that it cannot be taught as one. */
  orderConfidenceMin: 0.85,
  clausesMax: 4,
  readingIntentsMax: 5,
  candidatesMax: 64,
  /** Things that an unnamed request may mean; more is no choice that one could be asked to make. */
  impliedOptionsMax: 12,
  /** Thermometers weighed for "what is the temperature"; a floor of a large house has as many. */
  thermometersMax: 24,
  /** Words of the longest name that is looked for besides the tagger. */
  nameWordsMax: 6,
  /** A reply to the hub's question has at most so many words; more is a request of its own. */
  replyWordsMax: 6,
  /** So few words that were taken as an answer are no request said in other words. */
  bareReplyWordsMax: 3,
  /** After an "and" that nothing was understood of, fewer words are an afterthought ("and thanks"), not a request left undone. */
  leftOutWordsMin: 3,
  /** Words of the longest stretch that is learned to stand for others within a request. */
  slipWordsMax: 4,
  /** Letters of one word that is learned to stand for a request: "mood", not "um". */
  loneWordCharactersMin: 4,
  alternativesMax: 4,
  /** Evidence items kept with a decision. */
  evidenceMax: 8,
  targetsMax: 200,
  /** What a thermostat that names no bounds is set to: Home Assistant's own are 7 and 35 °C, and frost protection is 5. */
  roomCelsiusMin: 5,
  roomCelsiusMax: 35,
  /** "Warmer" is one or two degrees and ends at what the thing can do; a step beyond is a number that was said, and is not cut. */
  usualStepDegreesMax: 2,
  /** No oven at home goes higher. */
  applianceCelsiusMax: 300,
  /** Events waiting for the loop; beyond it state changes of one topic are merged, then the oldest are dropped. */
  queueEventsMax: 20_000,
  /** A confirmation or a clarification is void after this. */
  questionAgeMsMax: 30_000,
  /** Questions that the hub asks of its own accord in a day: more is a nuisance. */
  asksPerDayMax: 1,
  /** What the hub asked of its own accord is answered within this. */
  unaskedAgeMsMax: 20_000,
  /** Phrases that failed, tied or could not be judged, each kind; the oldest go first. */
  doubtsMax: 64,
  /** A lesson under way is given up after this: what is said later is about something else. */
  lessonAgeMsMax: 60_000,
  /** "it", "there", "and the hall too" reach back this far. */
  conversationAgeMsMax: 120_000,
  conversationTurnsMax: 8,
  /** "undo" reaches back this far. */
  undoAgeMsMax: 10 * 60_000,
  /** Recent state changes kept in memory, for reversals and "what happened". */
  recentChangesMax: 512,
  /** A command's own echo arrives within this. */
  echoMsMax: 5_000,
  /** Simulated devices take the commanded state after this. */
  simulatedDeviceDelayMs: 200,
  /** Rows of counted deeds; the weakest go first. A home of 500 entities fills about 1,500 in a year. */
  habitsMax: 4_096,
  /** What was done this long ago counts half: a new timetable wins over the old one within a month. */
  habitHalfLifeMs: 21 * 24 * 3_600_000,
  preferencesMax: 1_000,
  /** An event explains what is asked after it this long. */
  habitAfterEventMsMax: 15 * 60_000,
  /** Turns whose verdict is still open; beyond it the oldest is settled with what is known. */
  openTurnsMax: 64,
  /** A bundle's forest that tells relations or failure points: 80 rounds of 6 trees of depth 4 are under 15,000. */
  forestNodesMax: 60_000,
  treeDepthMax: 12,
  /** Texts that a home was heard to say lately; a month of a quiet home, a week of a talkative one. */
  familiarTurnsMax: 300,
  /** Rewrites that one night's review may propose: what a home gets wrong again and again is a handful. */
  nightlyProposalsMax: 20,
  /** How far a household's own turns may move what a feature is worth, in natural-log units of odds: a nudge, no other taste. */
  correctionWeightMax: 0.8,
  /** The same for doing one thing to one entity: as much as half of standing in its room. */
  correctionBiasMax: 1.2,
  correctionBiasesMax: 500,
  correctionCandidatesMax: 12,
  /** Learned rewrites that wait for their second confirmation; beyond it nothing new is noted. */
  rewriteCandidatesMax: 500,
  /** New candidates that one satellite may bring in a day: a household's own slips are a few. */
  rewriteCandidatesPerSatelliteMax: 12,
  /** The same for one voice, and for the whole household. */
  rewriteCandidatesPerSpeakerMax: 16,
  rewriteCandidatesPerDayMax: 40,
  /** Learned rewrites of one person. */
  rewritesPerSpeakerMax: 2_000,
  rewritesMax: 10_000,
  taughtMax: 1_000,
  /** Patterns that a bundle brings: what everybody means is a few hundred forms. */
  globalRewritesMax: 2_000,
  /** Words of an utterance that a pattern is looked for in: longer talk is no way of saying one thing. */
  patternWordsMax: 16,
  /** Phrases said with success that are remembered with their embeddings: half a KiB each, compared in well under 1 ms. */
  historyMax: 2_000,
  /** One piece of small learned state, as JSON. */
  learnedBytesMax: 256 * 1024,
  phraseCharactersMax: 200,
  /** State changes reach the disk this late at most: an SD card lives on few, large writes. */
  stateFlushMsMax: 5_000,
  /** The log of write-ahead frames is folded into the file at this length (4 MiB): rarely, and off the decision's path. */
  storeLogPagesMax: 1_000,
  /** 65,536 pages of 4 KiB: a file beyond this is a fault, not a home's memory. */
  storePagesMax: 65_536,
  /** How long another process (`hearth export`) may hold the file before a write gives up. */
  storeBusyMsMax: 2_000,
  decisionsKeptMax: 5_000,
  decisionsKeptDays: 30,
  outboxSignalsMax: 1_000,
  outboxBatchMax: 50,
  /** Different faults that `hearth doctor` tells in words; the oldest go first, their counts stay. */
  faultsKeptMax: 100,
  faultCharactersMax: 300,
  /** Discovery messages kept as they came, for `hearth record`: one an entity, and a bridge's lists. */
  announcementsKeptMax: 10_100,
  announcementsKeptBytesMax: 24 * 1024 * 1024,
  /** Messages handled before other work of the process gets its turn. */
  loopBatchMax: 256,
  /** A burst of announcements is over after this; then the broker is asked for their topics. */
  listenDelayMs: 30,
  /** What a broker kept comes within this of asking for it; then those who said nothing are asked. */
  greetingDelayMs: 1_000,
  /** How often time itself is an event: silence after an answer is evidence too. */
  tickMs: 1_000,
  /** A daemon that starts waits this long for its broker, then goes on without. */
  brokerGraceMs: 1_000,
  /** Programs that talk to the daemon at once. */
  controlClientsMax: 32,
  /** One answer of the daemon on the control socket: an export of everything that is kept. */
  controlAnswerBytesMax: 64 * 1024 * 1024,
  /** A command waits this long for the daemon. */
  controlTimeoutMs: 10_000,
  /** A command waits this long for another that writes. */
  dataLockWaitMs: 2_000,
  /** One request on the control socket, and the household file. */
  lineBytesMax: 1024 * 1024,
  /** One line of a replay file: a bridge's announcement, each character of it escaped. */
  replayLineBytesMax: 9 * 1024 * 1024,
} as const;
