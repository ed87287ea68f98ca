/** Templates: messages that the channel approved beforehand. */
export { applyTemplateChanges } from './apply-template-changes.ts';
