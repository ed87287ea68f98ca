/** Templates: messages that the channel approved beforehand. */
export { applyTemplateChanges } from './apply-template-changes.ts';
export { chooseTemplate, gateStatusOf } from './choose-template.ts';
export type { TemplateChoice, TemplateFacts, TemplateWish } from './choose-template.ts';
export { ensureTemplates, messageLinkBase } from './ensure-templates.ts';
export type { MessageToTemplate } from './ensure-templates.ts';
export { fillTemplate } from './fill-template.ts';
export type { TemplateFilling } from './fill-template.ts';
export { addTemplateRoutes } from './routes.ts';
export { findTemplate, messageKeyOf, readTemplates, readTemplatesById } from './template-queries.ts';
export type { MessageKey } from './template-queries.ts';
export type { TemplateRow } from './template-row.ts';
export { syncTemplatesJob } from './sync-templates.ts';
export { submitTemplate } from './submit-template.ts';
export { variableExamples } from './write-template.ts';
