/** What one word and one clause may cost the network; the rest of the bounds are in `domain/limits.ts`. */
export const understandLimits = {
  /** UTF-16 units of one word that are looked at: the longest English device name word seen has 22. */
  wordCharsMax: 48,
  /** Sentencepieces of one clause: 48 words of 4 pieces each; attention grows with the square. */
  piecesMax: 192,
  /** Target domains kept with a reading, best first. */
  readingDomainsMax: 5,
} as const;
