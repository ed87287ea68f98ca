/** How the help was, in the shoppers' own word: whom to ask and when, what they answer, what it comes to. */
export { askForRating, onConversationsClosed } from './ask-for-rating.ts';
export { countRatings } from './count-ratings.ts';
export { findSilentConversations } from './find-silent.ts';
export { hearRatings, keepComments } from './hear-ratings.ts';
export { readRatingTap } from './rating-words.ts';
export { eraseRatings, forgetOldRatings, repointRatings } from './rating-upkeep.ts';
export { addRatingRoutes } from './routes.ts';
