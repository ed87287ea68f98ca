/** A button of the assistant: its place among the choices of one turn. What it does is stored with that turn, so an id can name only what was offered. */
export const choiceId = (place: number, turnId: string) => `choice.${place}:${turnId}`;

/** Reads a tap back; null when the id is none of these. */
export function readChoiceId(id: string): { place: number; turnId: string } | null {
  const match = /^choice\.(\d{1,2}):([0-9a-f-]{36})$/.exec(id);
  return match?.[1] && match[2] ? { place: Number(match[1]), turnId: match[2] } : null;
}
