import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { handoffTriggers } from '#contract/handoff';
import { stopSharedServer } from '#test/app';
import { toolNames } from '../../server/modules/assistant/tool-shapes.ts';
import { evaluate } from './evaluate.ts';
import { hasSucceeded } from './judge.ts';
import { describeFailures } from './report.ts';
import type { Rounds } from './report.ts';
import { parseScenarios, readScenarios } from './scenario.ts';
import { openWorld } from './world.ts';
import type { EvaluationWorld } from './world.ts';

const scenarios = readScenarios();

describe('the built-in engine, in every scenario', () => {
  let world: EvaluationWorld;
  let rounds: Rounds;

  beforeAll(async () => {
    world = await openWorld();
    rounds = await evaluate(world, scenarios, 1);
  });
  afterAll(async () => {
    await world?.close();
    await stopSharedServer();
  });

  test('succeeds in at least 85 of 100, in each language', () => {
    for (const language of ['es', 'pt', 'en']) {
      const own = rounds.flat().filter(({ played }) => played.scenario.language === language);
      expect(own.filter(hasSucceeded).length / own.length, describeFailures(rounds, true)).toBeGreaterThanOrEqual(0.85);
    }
  });

  test('P8: states no price, stock, date or policy that no tool gave', () => {
    expect(rounds.flat().flatMap(({ ungrounded }) => ungrounded)).toEqual([]);
  });

  test('P7: never keeps a shopper from a person who is owed one', () => {
    expect(rounds.flat().filter(({ handoff }) => handoff === 'missed_mandatory').map(({ played }) => played.scenario.title)).toEqual([]);
  });

  test('answers each turn with one message', () => {
    expect(rounds.flat().flatMap(({ faults }) => faults).filter((fault) => /\d messages, not/.test(fault))).toEqual([]);
  });

  test('uses every tool and meets every trigger in some of them', () => {
    const moments = rounds.flat().flatMap(({ played }) => played.moments);
    const used = new Set(moments.flatMap(({ calls }) => calls.map(({ name }) => name)));
    expect(toolNames.filter((name) => !used.has(name))).toEqual([]);
    const met = new Set(moments.map(({ trigger }) => trigger));
    expect(handoffTriggers.filter((trigger) => !met.has(trigger))).toEqual([]);
  });
});

describe('the scenarios', () => {
  test('are at least 120, in three languages, each with a title of its own in its file', () => {
    expect(scenarios.length).toBeGreaterThanOrEqual(120);
    expect(new Set(scenarios.map(({ language }) => language)).size).toBe(3);
    const names = scenarios.map(({ file, job, title }) => `${file} ${job} ${title}`);
    expect(names.filter((name, place) => names.indexOf(name) !== place)).toEqual([]);
  });

  test.each([
    ['> hola', 'A scenario begins'],
    ['# a\n= cart empty', 'follows what the shopper did'],
    ['# a\n> hola\n= tools fly_to_moon', 'Invalid option'],
    ['# a\n> hola\n= handoff bored', 'bored|Invalid'],
    ['# a\nhola', 'A line begins with'],
    ['# a\ngiven: order 1 delivered', 'An order is written'],
  ])('that cannot be read name their line: %j', (text, words) => {
    expect(() => parseScenarios(text, 'es/x.txt', 'es')).toThrow(new RegExp(`es/x\\.txt:\\d+.*(?:${words})`, 's'));
  });
});
