import type { Tools } from '../define-tool.ts';

/** Every tool, one line each. */
export const tools: Tools = {};
