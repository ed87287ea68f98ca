import { z } from 'zod';
import type { App } from '#context';
import { GateSettings } from '#contract/gate-settings';
import type { Rules, RulesPatch } from '#contract/gate-settings';
import { readWorkspaceFacts, readWorkspaceSetting, writeAudit, writeWorkspaceSetting } from '#modules/workspaces';
import type { Actor } from '#platform/actor';
import { requireRole } from '#platform/actor';
import { inTransaction } from '#platform/database';
import { countriesWithRules, describeCountryRules, rulesVersion } from './country-rules.ts';

const unknownCountry = 'ZZ';
const RegisterCheckedAt = z.iso.datetime().nullable().catch(null);

/** The merchant's rules, and the law's that stand beside them. */
export async function readRules(app: App, actor: Actor): Promise<Rules> {
  requireRole(actor, 'analyst');
  const { workspaceId } = actor;
  const nowMs = app.clock.nowMs();
  const home = (await readWorkspaceFacts(app.db, [workspaceId])).get(workspaceId)?.country ?? unknownCountry;
  const others = countriesWithRules.filter((country) => country !== home);
  return {
    settings: await readWorkspaceSetting(app.db, workspaceId, 'gate', GateSettings.catch(GateSettings.parse({}))),
    registerCheckedAt: await readWorkspaceSetting(app.db, workspaceId, 'registerCheckedAt', RegisterCheckedAt),
    version: rulesVersion,
    countries: [...new Set([home, ...others, unknownCountry])].map((country) => describeCountryRules(country, nowMs)),
  };
}

/** Replaces the merchant's own rules, or notes that the register was looked into. They hold from the next decision on. */
export async function changeRules(app: App, actor: Actor, patch: RulesPatch): Promise<Rules> {
  requireRole(actor, 'admin');
  const { workspaceId } = actor;
  await inTransaction(app.db, async (tx) => {
    if (patch.settings) {
      await writeWorkspaceSetting(app, tx, workspaceId, 'gate', GateSettings, patch.settings);
      await writeAudit(app, tx, actor, 'rules.changed', null, patch.settings);
    }
    if (patch.registerChecked) {
      await writeWorkspaceSetting(app, tx, workspaceId, 'registerCheckedAt', RegisterCheckedAt, app.clock.now().toISOString());
      await writeAudit(app, tx, actor, 'rules.register_checked', null);
    }
  });
  app.live.publish({ workspaceId, topic: 'rules', id: null });
  return readRules(app, actor);
}
