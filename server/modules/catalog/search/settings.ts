/** Weights of the ranking. Found by trying on graded queries, held-out folds apart; `bench/search-quality.ts` measures them. */
export const rankingSettings = {
  /** How soon more of the same word stops to count. */
  saturation: 1.2,
  title: 2.6,
  brand: 2.5,
  category: 1.2,
  facts: 1.5,
  body: 0.5,
  /** How much a long title or description dilutes its words, 0 to 1. */
  titleLength: 0.4,
  bodyLength: 0.6,
  /** Another form of the same word: plural, gender. */
  otherForm: 0.7,
  synonym: 0.6,
  narrower: 0.6,
  wider: 0.35,
  foreign: 0.7,
  joined: 0.8,
  /** A word nobody sells anything by, read as a near one. */
  near: 0.8,
  /** A word that is rare here, read as a common one. */
  rareNear: 0.3,
  coverage: 1.2,
  titleCoverage: 0.9,
  phrase: 0.55,
  quoted: 0.9,
  head: 0.4,
  headEarly: 0.2,
  /** Goes with the thing rather than being it: "case for …". */
  accessory: 0.5,
  denied: 0.55,
  presentInTitle: 1,
  presentInText: 0.15,
  brandMatch: 0.9,
  brandMismatch: 0.3,
  /** Another kind of thing than the one that was named. */
  kindMismatch: 0.8,
  audienceMismatch: 0.5,
  colourMismatch: 0.5,
  kinship: 0.85,
  feedback: 0.35,
  feedbackDocuments: 15,
  feedbackTerms: 16,
  /** Can be bought now. About as much as one good feature, so that a much better match is not buried. */
  buyable: 0.8,
};
export type RankingSettings = typeof rankingSettings;
