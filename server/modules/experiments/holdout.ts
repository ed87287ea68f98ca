import { createHash } from 'node:crypto';

/**
 * A stable draw between 0 and 1 for a person: the same for ever, independent between salts, so that a share can grow or shrink without
 * dealing everybody anew (people below the share stay below it).
 */
export function drawOf(salt: string, unit: string): number {
  return createHash('sha256').update(`${salt}:${unit}`).digest().readUIntBE(0, 6) / 2 ** 48;
}

/** Whether a person belongs to the group that is not messaged. */
export function isHeldOut(salt: string, contactId: string, share: number): boolean {
  return drawOf(`holdout:${salt}`, contactId) < share;
}

/** Which arm a person falls into; shares are percents that add up to 100. */
export function pickArm<Arm extends { share: number }>(salt: string, unit: string, arms: readonly Arm[]): Arm {
  let rest = drawOf(`split:${salt}`, unit) * 100;
  for (const arm of arms) {
    rest -= arm.share;
    if (rest < 0) return arm;
  }
  return arms.at(-1) as Arm;
}
