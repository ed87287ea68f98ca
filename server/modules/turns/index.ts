/** Who answers an incoming message. */
export { takeTurns } from './take-turns.ts';
