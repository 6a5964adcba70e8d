/** What one utterance may cost the model; everything beyond is cut off, never an error. */
export const understandLimits = {
  /** Words of one clause given to the network: SLURP's longest request has 34. */
  wordsMax: 48,
  /** UTF-16 units of one word that are looked at: the longest English device name word seen has 22. */
  wordCharsMax: 48,
  /** Sentencepieces of one clause: 48 words of 4 pieces each; attention grows with the square. */
  piecesMax: 192,
  /** Clauses of one utterance: a person rarely asks for more than three things in one breath. */
  clausesMax: 4,
  /** Intents kept with a reading, best first. */
  readingIntentsMax: 5,
  /** Target domains kept with a reading, best first. */
  readingDomainsMax: 5,
} as const;
