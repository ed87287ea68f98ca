/** Threads with people on a channel: what they wrote, who answers, and until when we may answer freely. */
export { applyEchoes, applyEdits, applyImports, applyMessages } from './apply-messages.ts';
